// What is made of one ad of the board: usually itself; in more colours and with more hooks, if that was chosen.

import type { AdColour, BoardAd, BoardHookInput } from '$lib/ipc/bindings';

/** An ad's own hook first, then every other one that is on. */
export function hooksFor(own: BoardHookInput, on: BoardHookInput[]): BoardHookInput[] {
  return [own, ...on.filter((hook) => hook.text.trim() !== own.text.trim())];
}

/** An ad's own colours first, then the others that were chosen. */
export function coloursFor(own: AdColour, also: AdColour[]): AdColour[] {
  return [own, ...also.filter((colour) => colour !== own)];
}

/** Every ad that is made of one, colours of one idea beside each other. */
export function fanned(ad: BoardAd, hooks: BoardHookInput[], colours: AdColour[]): BoardAd[] {
  return hooks.flatMap((hook) => colours.map((colour) => ({ ...ad, hook, colour })));
}
