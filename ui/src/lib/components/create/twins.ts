// Near-twins: ads whose fingerprints (64 bits of brightness steps) differ in few bits look like one idea.

/** At this many differing bits and fewer, two ads are one idea: the check of made ads passes from eight bits on. */
export const TWIN_BITS = 7;

/** How many bits two fingerprints (hex) differ in. */
export function distance(a: string, b: string): number {
  let left = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let bits = 0;
  while (left > 0n) {
    bits += Number(left & 1n);
    left >>= 1n;
  }
  return bits;
}

/** For each ad the place of the first earlier one it nearly equals; `null` where it is an idea of its own. */
export function twins(prints: (string | null)[]): (number | null)[] {
  return prints.map((print, at) => {
    if (print === null) return null;
    const before = prints.findIndex(
      (other, place) => place < at && other !== null && distance(print, other) <= TWIN_BITS
    );
    return before < 0 ? null : before;
  });
}

/**
 * How many distinct ideas these are; ads that are not drawn yet count as their own. One that is made with several hooks
 * (`hooks` of them) is as many ideas.
 */
export function ideas(prints: (string | null)[], hooks: number[] = []): number {
  return twins(prints).reduce<number>((sum, twin, at) => sum + (twin === null ? (hooks[at] ?? 1) : 0), 0);
}
