// What is made of one ad of the board: usually itself; in more colours and with more hooks, if that was chosen.

import type { AdColour, BoardAd, BoardHookInput } from '$lib/ipc/bindings';

const words = (hook: { text: string }) => hook.text.trim().toLowerCase();

/** The hook of a list that says the same as one of it and is not it. */
export function twinOf<T extends { text: string }>(hook: T, hooks: readonly T[]): T | undefined {
  return hooks.find((other) => other !== hook && words(other) === words(hook));
}
/** Each hook that says something, once. */
export function distinct<T extends { text: string }>(hooks: readonly T[]): T[] {
  return hooks.filter(
    (hook, at) => words(hook) !== '' && hooks.findIndex((other) => words(other) === words(hook)) === at
  );
}

/** An ad's own hook first, then every other one that is on. */
export function hooksFor(own: BoardHookInput, on: BoardHookInput[]): BoardHookInput[] {
  return [own, ...on.filter((hook) => words(hook) !== words(own))];
}

/** An ad's own colours first, then the others that were chosen. */
export function coloursFor(own: AdColour, also: AdColour[]): AdColour[] {
  return [own, ...also.filter((colour) => colour !== own)];
}

/** Every ad that is made of one, colours of one idea beside each other. */
export function fanned(ad: BoardAd, hooks: BoardHookInput[], colours: AdColour[]): BoardAd[] {
  return hooks.flatMap((hook) => colours.map((colour) => ({ ...ad, hook, colour })));
}
