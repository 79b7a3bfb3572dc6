import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onChangesAround } from './pageAround';

/** What an observer is told by the page. */
class Observer {
  static all: Observer[] = [];
  seen: unknown[] = [];
  constructor(readonly tell: (records: unknown[]) => void) {
    Observer.all.push(this);
  }
  observe(what: unknown) {
    this.seen.push(what);
  }
  disconnect() {
    this.seen = [];
  }
}

let page: EventTarget & { hidden: boolean };
let messages: HTMLElement;
const outside = {};
const look = vi.fn();
let stop: () => void;
const mutations = () => Observer.all[0]!;

beforeEach(() => {
  vi.useFakeTimers();
  look.mockReset();
  Observer.all = [];
  const main = new EventTarget();
  page = Object.assign(new EventTarget(), { hidden: false, body: new EventTarget(), querySelector: () => main });
  messages = Object.assign(new EventTarget(), {
    contains: (other: unknown) => other === messages
  }) as unknown as HTMLElement;
  vi.stubGlobal('document', page);
  vi.stubGlobal('MutationObserver', Observer);
  vi.stubGlobal('ResizeObserver', Observer);
  stop = onChangesAround(messages, look);
  vi.advanceTimersByTime(1000);
  look.mockReset();
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('a page that stands still is looked at now and then, and no more', () => {
  vi.advanceTimersByTime(60_000);
  expect(look).toHaveBeenCalledTimes(20);
});
test('what changes around is looked at once for many changes, and the messages themselves are no change', () => {
  mutations().tell([{ target: messages }]);
  vi.advanceTimersByTime(400);
  expect(look).not.toHaveBeenCalled();
  mutations().tell([{ target: messages }, { target: outside }]);
  page.dispatchEvent(new Event('scroll'));
  page.dispatchEvent(new Event('transitionend'));
  vi.advanceTimersByTime(400);
  expect(look).toHaveBeenCalledOnce();
  messages.dispatchEvent(new Event('pointerout'));
  vi.advanceTimersByTime(400);
  expect(look).toHaveBeenCalledTimes(2);
});
test('nothing is measured while nobody sees the window, and again once it is seen', () => {
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  mutations().tell([{ target: outside }]);
  vi.advanceTimersByTime(60_000);
  expect(look).not.toHaveBeenCalled();
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  vi.advanceTimersByTime(400);
  expect(look).toHaveBeenCalledOnce();
});
test('it ends', () => {
  page.dispatchEvent(new Event('scroll'));
  stop();
  page.dispatchEvent(new Event('scroll'));
  page.dispatchEvent(new Event('visibilitychange'));
  vi.advanceTimersByTime(60_000);
  expect([look.mock.calls.length, Observer.all.flatMap((one) => one.seen)]).toEqual([0, []]);
});
