/** Ads of the demo as its simulator draws them, small, for the page that has no file open yet. */

export interface Sample {
  /** The ad's name in the demo. */
  name: string;
  /** Its sizes, side by side. */
  pictures: { file: string; width: number; height: number }[];
  alt: string;
}

const picture = (file: string, width: number, height: number) => ({ file: `/demo/${file}.jpg`, width, height });

export const largeAds: Sample[] = [
  {
    name: 'OFF_Starter24',
    alt: 'Offer: starter set for $24',
    pictures: [picture('off-starter24-4x5-v1', 154, 192), picture('off-starter24-9x16-v1', 108, 192)]
  },
  {
    name: 'STM_NineBottles',
    alt: 'Statement: nine bottles under the sink, you need one',
    pictures: [picture('stm-ninebottles-4x5-v2', 154, 192), picture('stm-ninebottles-9x16-v2', 108, 192)]
  }
];

export const smallAds: Sample[] = [
  {
    name: 'HERO_BuyOnce',
    alt: 'Product hero: buy the bottle once',
    pictures: [picture('hero-buyonce-4x5-v2', 131, 164)]
  },
  { name: 'SCN_DontHide', alt: 'Headline on a scene', pictures: [picture('scn-donthide-4x5-v1', 131, 164)] },
  {
    name: 'UvT_PayingForWater',
    alt: 'Comparison: you were paying for water',
    pictures: [picture('uvt-payingforwater-4x5-v3', 131, 164)]
  },
  {
    name: 'MOT_3AfterThat',
    alt: 'Price: $24 once, $3 after that',
    pictures: [picture('mot-3afterthat-4x5-v1', 131, 164)]
  },
  {
    name: 'QUO_SevenBottles',
    alt: 'Customer quote: three dollars, I checked twice',
    pictures: [picture('quo-sevenbottles-4x5-v1', 131, 164)]
  },
  { name: 'CAL_LooksSimple', alt: 'Product with callouts', pictures: [picture('cal-lookssimple-4x5-v1', 131, 164)] }
];
