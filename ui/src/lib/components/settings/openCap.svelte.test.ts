import { beforeEach, expect, test, vi } from 'vitest';
import type { MakingPage } from '$lib/ipc/bindings';

vi.mock('$lib/ipc/bindings', () => ({ commands: {}, events: {} }));

const { forgetAnswers } = await import('$lib/ipc/query.svelte');
const { openCap } = await import('./openCap.svelte');

const answer = (cap: number) => ({ cap, leastCap: 1, mostCap: 500, usualCap: 100 }) as MakingPage;

beforeEach(() => {
  forgetAnswers();
  openCap.read(answer(100));
});

test('what is typed is there when the page is opened again, and known as not saved', () => {
  expect([openCap.text, openCap.unsaved]).toEqual(['100', false]);
  openCap.type('120');
  openCap.read(answer(100));
  expect([openCap.text, openCap.number, openCap.unsaved]).toEqual(['120', 120, true]);
  openCap.discard();
  expect([openCap.text, openCap.unsaved]).toEqual(['100', false]);
});
test('what cannot be a number of files is not saved either', () => {
  openCap.type('many');
  expect([openCap.fits, openCap.unsaved]).toEqual([false, true]);
  openCap.type('501');
  expect([openCap.fits, openCap.unsaved]).toEqual([false, true]);
});
test('once it is saved nothing is open any more, and what is stored later is shown', () => {
  openCap.type(' 120 ');
  openCap.read(answer(120));
  expect(openCap.unsaved).toBe(false);
  openCap.read(answer(90));
  expect(openCap.text).toBe('90');
});
test('another file has nothing of it', () => {
  openCap.type('120');
  forgetAnswers();
  expect([openCap.text, openCap.unsaved]).toEqual(['', false]);
  openCap.read(answer(80));
  expect(openCap.text).toBe('80');
});
