// Messages stand at the bottom right of the page, unless they would cover a control there: then at the nearest place where
// they cover none, or, where there is none, as little as can be.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
export interface Size {
  width: number;
  height: number;
}

const EDGE = 16;
const BELOW = 12;
const STEP = 12;
/** A control needs some air to be seen as one. */
const AIR = 4;
/** Places beside each other. */
const COLUMNS = 8;
/** To the side is nearer than up: the lower edge of a page is where messages are looked for. */
const ASIDE = 0.25;

/** The box of messages at the bottom right of the room, this much further up and to the left. */
function boxAt(size: Size, room: Box, up: number, aside: number): Box {
  const bottom = room.bottom - BELOW - up;
  const right = room.right - EDGE - aside;
  return { left: right - size.width, top: bottom - size.height, right, bottom };
}

/** All places in the room, the usual one first, then the nearer ones. */
export function places(size: Size, room: Box): Box[] {
  const across = Math.max(0, room.right - room.left - 2 * EDGE - size.width);
  const upward = Math.max(0, room.bottom - room.top - BELOW - EDGE - size.height);
  const found: { box: Box; far: number }[] = [];
  for (let column = 0; column <= COLUMNS; column += 1) {
    const aside = (across * column) / COLUMNS;
    for (let up = 0; up <= upward; up += STEP) {
      found.push({ box: boxAt(size, room, up, aside), far: up + aside * ASIDE });
    }
  }
  return found.sort((a, b) => a.far - b.far).map((one) => one.box);
}

/** How much of the controls a box covers: 1 is one whole control. */
export function covered(box: Box, controls: readonly Box[]): number {
  let sum = 0;
  for (const control of controls) {
    const width = Math.min(box.right + AIR, control.right) - Math.max(box.left - AIR, control.left);
    const height = Math.min(box.bottom + AIR, control.bottom) - Math.max(box.top - AIR, control.top);
    if (width <= 0 || height <= 0) continue;
    sum += (width * height) / ((control.right - control.left) * (control.bottom - control.top));
  }
  return sum;
}

/** Where messages of this size stand. */
export function placeFor(size: Size, room: Box, controls: readonly Box[]): Box {
  let best = boxAt(size, room, 0, 0);
  let least = Infinity;
  for (const box of places(size, room)) {
    const cost = covered(box, controls);
    if (cost === 0) return box;
    if (cost < least) [best, least] = [box, cost];
  }
  return best;
}

const CONTROLS =
  'button, a[href], input, textarea, select, [contenteditable=true], ' +
  '[role=button], [role=option], [role=menuitem], [role=switch], [role=tab], [role=slider], [role=radio]';

/** The controls that a person sees and can reach, `messages` themselves aside. */
export function controlsAround(messages: HTMLElement): Box[] {
  const boxes: Box[] = [];
  for (const control of document.querySelectorAll<HTMLElement>(CONTROLS)) {
    if (messages.contains(control)) continue;
    const box = control.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    // What is scrolled out of its list, or lies under a dialog, is not there to be reached.
    const top = document
      .elementsFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2)
      .find((element) => !messages.contains(element));
    if (top && control.contains(top)) boxes.push(box);
  }
  return boxes;
}
