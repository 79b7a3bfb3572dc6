/** Ads of the demo, drawn by its simulator, as they lie beside the page. */

interface Sample {
  file: string;
  name: string;
  alt: string;
  width: number;
  height: number;
}

export const sampleAds: Sample[] = [];
