// The order in which ads are gone through, and who comes next.

import type { ReviewAd } from '$lib/ipc/bindings';

/** As the core lists them; those put off stand last, in the order they were put off. */
export function sortForReview(ads: ReviewAd[], later: string[]): ReviewAd[] {
  const place = (ad: ReviewAd) => (ad.decision === null ? later.indexOf(ad.id) : -1);
  return [...ads].sort((a, b) => place(a) - place(b));
}

/** The next ad to decide once `decided` are: behind the last of them, then from the start; `null` at the end. */
export function nextToDecide(ads: ReviewAd[], decided: string[], later: string[]): string | null {
  const last = Math.max(...decided.map((id) => ads.findIndex((ad) => ad.id === id)));
  const open = (ad: ReviewAd) => ad.decision === null && !decided.includes(ad.id);
  const behind =
    ads.slice(last + 1).find(open) ?? ads.slice(0, last + 1).find((ad) => open(ad) && !later.includes(ad.id));
  return (behind ?? ads.find(open))?.id ?? null;
}
