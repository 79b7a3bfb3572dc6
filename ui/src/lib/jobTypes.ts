// The one table of how a job type looks and is called on screen.

export interface JobTypeLook {
  /** Short word on the badge. */
  word: string;
  /** What a job of this type does, for pickers. */
  does: string;
  /** Hue in OKLCH degrees. */
  hue: number;
  /** Filter group on the Schedule page. */
  group: 'sync' | 'make' | 'report' | 'upkeep';
}

const table: Record<string, JobTypeLook> = {
  meta_sync: { word: 'Sync', does: 'Sync an ad account', hue: 240, group: 'sync' },
  asset_download: { word: 'Files', does: 'Download ad pictures', hue: 275, group: 'sync' },
  scorecard: { word: 'Report', does: 'Daily report', hue: 150, group: 'report' },
  ad_creation: { word: 'Make ads', does: 'Make feed ads', hue: 40, group: 'make' },
  ad_creation_v2: { word: 'Make ads', does: 'Make ads', hue: 40, group: 'make' },
  ad_classification: { word: 'Label', does: 'Label ads', hue: 350, group: 'make' },
  congruence_reanalysis: { word: 'Label', does: 'Label changed ads again', hue: 350, group: 'make' },
  template_approval: { word: 'Approve', does: 'Approve templates', hue: 20, group: 'make' },
  quality_calibration: { word: 'Check', does: 'Calibrate checks', hue: 310, group: 'upkeep' },
  experiment_analysis: { word: 'Check', does: 'Judge an experiment', hue: 310, group: 'upkeep' },
  creative_genome_update: { word: 'Learn', does: 'Update learnings', hue: 100, group: 'upkeep' },
  genome_validation: { word: 'Learn', does: 'Check learnings', hue: 100, group: 'upkeep' }
};

/** The types whose runs can be there, for the filter of the Runs page. */
export const RUN_TYPES = ['meta_sync', 'asset_download', 'scorecard', 'ad_creation', 'ad_creation_v2'];

/** The look of a job type; a type this version does not know keeps its own name, without colour. */
export function jobTypeLook(type: string): JobTypeLook {
  return table[type] ?? { word: type.replaceAll('_', ' '), does: type.replaceAll('_', ' '), hue: 60, group: 'upkeep' };
}
