// The one catalogue of words on screen. Pages read `m.<page>.<what>`; sentences with numbers are functions.
export { en as m } from './en';
