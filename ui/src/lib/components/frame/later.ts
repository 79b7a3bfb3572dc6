// The parts of the frame that nobody sees at the start. They are a file of their own (`vite.config.ts`): with the library
// of dialogs and menus under them they are longer than all that the first page needs.

export { default as DropFiles } from './DropFiles.svelte';
export { default as KeySheet } from './KeySheet.svelte';
export { default as LeaveDialogs } from './LeaveDialogs.svelte';
export { default as OpenableMenu } from '../ui/OpenableMenu.svelte';
export { default as Palette } from './Palette.svelte';
export { default as Questions } from '../welcome/Questions.svelte';
export { default as RangePopover } from './RangePopover.svelte';
export { default as Toasts } from './Toasts.svelte';
