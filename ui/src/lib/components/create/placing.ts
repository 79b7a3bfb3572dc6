/** Where new proposals go on a board. */

export interface Placed {
  template: string;
  /** What a new draw leaves where it is. */
  stays: boolean;
}

/** A place on the board: an ad that is there already, one that takes another proposal, or a new one. */
export type Place<T, P> = { tile: T; proposed?: P } | { tile: null; proposed: P };

/**
 * Proposals put where nothing stays. Whoever stays and whoever is proposed again keeps its place; the places of those that
 * left are taken next, and what is over stands at the end. Templates chosen by hand are not proposed beside one that stays.
 */
export function placed<T extends Placed, P extends { template: string }>(
  tiles: T[],
  proposals: P[],
  wanted: number,
  byHand: boolean
): Place<T, P>[] {
  const left = [...proposals];
  const again = (tile: T): P | undefined => {
    const at = left.findIndex((proposed) => proposed.template === tile.template);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const places = tiles.map((tile): Place<T, P> | null => {
    if (tile.stays) {
      if (byHand) again(tile);
      return { tile };
    }
    const proposed = again(tile);
    return proposed ? { tile, proposed } : null;
  });
  const filled = places.flatMap((place): Place<T, P>[] => {
    if (place) return [place];
    const proposed = left.shift();
    return proposed ? [{ tile: null, proposed }] : [];
  });
  const over = left.slice(0, Math.max(0, wanted - filled.length));
  const all = [...filled, ...over.map((proposed): Place<T, P> => ({ tile: null, proposed }))];
  // Too many: the last ones go, but none that stays.
  let spare = all.length - wanted;
  return all
    .reverse()
    .filter((place) => place.tile?.stays === true || spare-- <= 0)
    .reverse();
}
