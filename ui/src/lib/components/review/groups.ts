// Ads by the template they were made with, in the order in which the templates first appear.

import type { ReviewAd } from '$lib/ipc/bindings';

export interface TemplateGroup {
  template: string;
  ads: ReviewAd[];
}

/** Groups in order of appearance; within one, by colour, as listed. */
export function byTemplate(ads: ReviewAd[]): TemplateGroup[] {
  const groups = new Map<string, ReviewAd[]>();
  for (const ad of ads) groups.set(ad.template, [...(groups.get(ad.template) ?? []), ad]);
  const colour = { original: 0, complementary: 1, brand: 2 };
  return [...groups].map(([template, list]) => ({
    template,
    ads: [...list].sort((a, b) => colour[a.colour] - colour[b.colour])
  }));
}
