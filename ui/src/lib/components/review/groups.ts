// Ads in groups: by template, or by template, size and colour, each in the order in which the templates first appear.

import type { AdColour, AdSize, ReviewAd } from '$lib/ipc/bindings';

export type GroupBy = 'template' | 'all';

export interface AdGroup {
  key: string;
  template: string;
  /** The one size that is shown; `null` shows all of them. */
  size: AdSize | null;
  /** The one colour of its ads; `null` for all of them. */
  colour: AdColour | null;
  ads: ReviewAd[];
}

const COLOURS: AdColour[] = ['original', 'complementary', 'brand'];
const SIZES: AdSize[] = ['4x5', '9x16', '1x1', '1.91x1'];

/** Groups in order of appearance; within a template sizes and colours in their usual order. */
export function groupsOf(ads: ReviewAd[], by: GroupBy): AdGroup[] {
  const templates = new Map<string, ReviewAd[]>();
  for (const ad of ads) templates.set(ad.template, [...(templates.get(ad.template) ?? []), ad]);
  return [...templates].flatMap(([template, list]): AdGroup[] => {
    if (by === 'template') {
      const place = (ad: ReviewAd) => COLOURS.indexOf(ad.colour);
      const sorted = [...list].sort((a, b) => place(a) - place(b));
      return [{ key: template, template, size: null, colour: null, ads: sorted }];
    }
    return SIZES.flatMap((size) =>
      COLOURS.map((colour) => ({
        key: `${template} ${size} ${colour}`,
        template,
        size,
        colour,
        ads: list.filter((ad) => ad.colour === colour && ad.files.some((file) => file.size === size))
      }))
    ).filter((group) => group.ads.length > 0);
  });
}

/** Every ad once, in the order in which the groups show them. */
export function inOrder(groups: AdGroup[]): ReviewAd[] {
  return [...new Map(groups.flatMap((group) => group.ads).map((ad) => [ad.id, ad])).values()];
}
