// The one catalogue of words on screen. Pages read `m.<page>.<what>`; sentences with numbers are functions.
// A namespace, not an object: each script file then holds the words of its own pages only.
export * as m from './en';
