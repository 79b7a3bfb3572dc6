// The columns of the table: which exist, how wide they are, which figure each shows.

import type { MetricId } from '$lib/format/figures';
import type { Column } from '$lib/ipc/bindings';

export interface ColumnShape {
  id: Column;
  /** Pixels. */
  width: number;
  /** The figure it shows, if it is a plain one. */
  metric?: MetricId;
  left?: boolean;
  /** Whether sorting it starts with the largest. */
  descending: boolean;
}

export const COLUMNS: ColumnShape[] = [
  { id: 'delivery', width: 84, left: true, descending: false },
  { id: 'spend', width: 104, metric: 'spend', descending: true },
  { id: 'results', width: 62, metric: 'results', descending: true },
  { id: 'cost_per_result', width: 76, metric: 'costPerResult', descending: false },
  { id: 'purchase_roas', width: 66, metric: 'purchaseRoas', descending: true },
  { id: 'purchase_value', width: 96, metric: 'purchaseValue', descending: true },
  { id: 'ctr_link', width: 60, metric: 'ctrLink', descending: true },
  { id: 'ctr_all', width: 60, metric: 'ctrAll', descending: true },
  { id: 'cpc_link', width: 62, metric: 'cpcLink', descending: false },
  { id: 'cpm', width: 64, metric: 'cpm', descending: false },
  { id: 'impressions', width: 92, metric: 'impressions', descending: true },
  { id: 'link_clicks', width: 70, metric: 'linkClicks', descending: true },
  { id: 'conversion_rate', width: 76, metric: 'conversionRate', descending: true },
  { id: 'frequency', width: 56, descending: true },
  { id: 'hook_rate', width: 60, metric: 'hookRate', descending: true },
  { id: 'hold_rate', width: 60, metric: 'holdRate', descending: true },
  { id: 'trend', width: 86, descending: false },
  { id: 'age', width: 54, descending: true }
];

/** What is shown until a person chooses. */
export const DEFAULT_COLUMNS: Column[] = [
  'delivery',
  'spend',
  'results',
  'cost_per_result',
  'purchase_roas',
  'ctr_link',
  'cpm',
  'frequency',
  'hook_rate',
  'trend',
  'age'
];

/** Windowed frequency from which an ad is seen often. */
export const OFTEN = 3;

/** The shapes of the chosen columns, in the order of the table above. */
export function shapesOf(chosen: readonly Column[]): ColumnShape[] {
  return COLUMNS.filter((column) => chosen.includes(column.id));
}

/** The columns that rows can be sorted by, the name first; the trend is a picture and has no order. */
export function sortable(chosen: readonly Column[]): Pick<ColumnShape, 'id' | 'descending'>[] {
  return [{ id: 'name', descending: false }, ...shapesOf(chosen).filter((column) => column.id !== 'trend')];
}
