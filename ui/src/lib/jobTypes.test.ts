import { expect, test } from 'vitest';
import { jobTypeLook, RUN_TYPES } from './jobTypes';

test('the filter of runs has every type that can run, each under a name of its own', () => {
  expect(RUN_TYPES).toEqual(['meta_sync', 'asset_download', 'scorecard', 'ad_creation', 'ad_creation_v2']);
  expect(new Set(RUN_TYPES.map((type) => jobTypeLook(type).does)).size).toBe(RUN_TYPES.length);
});
