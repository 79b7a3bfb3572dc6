// What can be known of a product or a brand: every kind is a list of rows of a few fields. The core keeps the same
// table (pages/library/facts.rs) and has the last word; this one says how a row looks and what it still lacks.

import type { FactForm } from '$lib/ipc/bindings';
import { m } from '$lib/messages';

export interface FactField {
  key: string;
  /** Of twelve columns. */
  span: number;
  shape?: 'lines' | 'day' | 'stars' | 'amount' | 'long';
  /** A row is whole without it. */
  may?: boolean;
}

export interface FactKind {
  kind: keyof typeof m.library.facts.kinds;
  fields: FactField[];
  /** There is at most one. */
  single?: boolean;
}

const plain: FactField[] = [{ key: 'text', span: 12 }];
const pair: FactField[] = [
  { key: 'first', span: 6 },
  { key: 'second', span: 6 }
];

export const OF_PRODUCTS: FactKind[] = [
  {
    kind: 'personas',
    fields: [
      { key: 'name', span: 4 },
      { key: 'speaks', span: 3 },
      { key: 'age', span: 2, may: true },
      { key: 'wants', span: 12, shape: 'long', may: true }
    ]
  },
  { kind: 'benefits', fields: plain },
  { kind: 'reasons', fields: plain },
  {
    kind: 'reviews',
    fields: [
      { key: 'quote', span: 12, shape: 'long' },
      { key: 'author', span: 3, may: true },
      { key: 'source', span: 4, may: true },
      { key: 'date', span: 3, shape: 'day' },
      { key: 'rating', span: 2, shape: 'stars', may: true },
      { key: 'answer', span: 12, shape: 'long', may: true }
    ]
  },
  {
    kind: 'questions',
    fields: [
      { key: 'question', span: 5, shape: 'long' },
      { key: 'answer', span: 7, shape: 'long' }
    ]
  },
  {
    kind: 'comparison',
    single: true,
    fields: [
      { key: 'ours', span: 6, may: true },
      { key: 'theirs', span: 6 },
      { key: 'rows', span: 12, shape: 'lines' }
    ]
  },
  {
    kind: 'figures',
    fields: [
      { key: 'number', span: 2 },
      { key: 'claim', span: 5, shape: 'long' },
      { key: 'source', span: 5, shape: 'long' }
    ]
  },
  {
    kind: 'kit',
    fields: [
      { key: 'name', span: 9 },
      { key: 'value', span: 3, shape: 'amount', may: true }
    ]
  },
  {
    kind: 'variants',
    fields: [
      { key: 'name', span: 5 },
      { key: 'contents', span: 4, may: true },
      { key: 'price', span: 3, shape: 'amount', may: true }
    ]
  },
  { kind: 'parts', fields: plain },
  {
    kind: 'notes',
    fields: [
      { key: 'title', span: 4 },
      { key: 'lines', span: 8, shape: 'lines' }
    ]
  },
  {
    kind: 'cards',
    fields: [
      { key: 'title', span: 4 },
      { key: 'body', span: 8, shape: 'long' }
    ]
  },
  { kind: 'captions', fields: plain },
  {
    kind: 'amounts',
    fields: [
      { key: 'name', span: 4 },
      { key: 'amount', span: 3, shape: 'amount' },
      { key: 'basis', span: 5, may: true }
    ]
  },
  { kind: 'news', single: true, fields: plain },
  { kind: 'before_after', single: true, fields: pair },
  { kind: 'expectation', single: true, fields: pair }
];

export const OF_BRANDS: FactKind[] = [
  {
    kind: 'press',
    fields: [
      { key: 'quote', span: 12, shape: 'long' },
      { key: 'source', span: 6 },
      { key: 'date', span: 3, shape: 'day', may: true }
    ]
  },
  {
    kind: 'letter',
    single: true,
    fields: [
      { key: 'body', span: 12, shape: 'long' },
      { key: 'signature', span: 6 }
    ]
  }
];

type Fields = FactForm['fields'];
const said = (fields: Fields, key: string) => (fields[key] ?? '').trim();

/** Nothing was written into it yet. */
export const isBlank = (fields: Fields) => Object.values(fields).every((value) => (value ?? '').trim() === '');

/** What keeps a row from being whole, in words; nothing if it is. */
export function lack(kind: FactKind, fields: Fields): string | null {
  const words = m.library.facts;
  const names = words.kinds[kind.kind].fields as Record<string, string>;
  const missing = kind.fields.filter((field) => !field.may && said(fields, field.key) === '');
  const lacking = missing.map((field) => names[field.key] ?? field.key);
  if (kind.kind === 'reviews' && said(fields, 'author') === '' && said(fields, 'source') === '')
    lacking.push(words.authorOrSource);
  if (lacking.length > 0) return words.missing(lacking);
  for (const field of kind.fields) {
    const value = said(fields, field.key);
    if (value === '') continue;
    if (field.shape === 'stars' && !/^[1-5]$/.test(value)) return words.noStars;
    if (field.shape === 'amount' && !/^\d+([.,]\d+)?$/.test(value)) return words.noAmount(value);
  }
  return null;
}
