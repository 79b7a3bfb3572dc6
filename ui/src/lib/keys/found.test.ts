import { expect, test } from 'vitest';
import { m } from '$lib/messages';
import { foundBy } from './found';
import { rank } from './rank';

const { actions } = m.frame;
const table = [
  { id: 'privacy', title: actions.privacyOff, group: actions.group.view },
  { id: 'zoom-in', title: actions.zoomIn, group: actions.group.view },
  { id: 'zoom-out', title: actions.zoomOut, group: actions.group.view },
  { id: 'zoom-reset', title: actions.zoomReset, group: actions.group.view },
  { id: 'theme-light', title: actions.theme.light, group: actions.group.view },
  { id: 'theme-dark', title: actions.theme.dark, group: actions.group.view },
  { id: 'review.export', title: actions.exportAds, group: actions.group.go },
  { id: 'export', title: actions.exportRows, group: actions.group.go },
  { id: 'review.undo', title: m.review.keys.undo, group: m.review.keys.group },
  { id: 'library.undo', title: m.library.keys.undo, group: m.library.keys.group },
  { id: 'schedule.undo', title: m.schedule.undoKey, group: m.schedule.title }
];
const find = (typed: string) => rank(typed, table, foundBy).map((action) => action.id);

test('actions are found by the words that people have for them', () => {
  expect(find('privacy')).toEqual(['privacy']);
  expect(find('zoom')).toEqual(['zoom-in', 'zoom-out', 'zoom-reset']);
  expect(find('dark')).toEqual(['theme-dark']);
  expect(find('light mode')).toEqual(['theme-light']);
  expect(find('export')).toEqual(['review.export', 'export']);
  expect(find('undo')).toEqual(['review.undo', 'library.undo', 'schedule.undo']);
});
