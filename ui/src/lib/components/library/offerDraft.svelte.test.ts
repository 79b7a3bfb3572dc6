import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AppError } from '$lib/errors';
import type { OfferForm } from '$lib/ipc/bindings';
import { followed, OfferDraft, offerRows } from './offerDraft.svelte';

const offer = (part: Partial<OfferForm> = {}): OfferForm => ({
  id: '',
  name: '',
  price: '',
  comparePrice: '',
  lowestPrice: '',
  percentOff: '',
  url: '',
  starts: '',
  ends: '',
  terms: '',
  chip: '',
  banned: [],
  disclaimer: '',
  isDefault: false,
  ...part
});
const refusal = { code: 'invalid_input', message: 'no amount', nextStep: '', lost: false } as AppError;

describe('an offer that is being entered', () => {
  /** Saves that wait to be answered, in their order. */
  let sent: { offer: OfferForm; answer: (error: AppError | null) => void }[];
  let draft: OfferDraft;
  const settled = () => new Promise((done) => setTimeout(done));

  beforeEach(() => {
    sent = [];
    draft = new OfferDraft(
      offer(),
      vi.fn((form, stored) => {
        return new Promise<AppError | null>((done) => {
          sent.push({
            offer: form,
            answer: (error) => {
              if (!error) stored(form.id || `new ${sent.length}`);
              done(error);
            }
          });
        });
      })
    );
  });

  test('what is left while it is stored is stored after it, under its id', async () => {
    const first = draft.save(offer({ name: 'Kit' }));
    await settled();
    const second = draft.save(offer({ name: 'Kit', price: '12' }));
    const third = draft.save(offer({ name: 'Kit', price: '12', chip: 'New' }));
    await settled();
    expect(sent.map((one) => one.offer)).toEqual([offer({ name: 'Kit' })]);

    sent[0]!.answer(null);
    await settled();
    expect(sent.slice(1).map((one) => one.offer)).toEqual([
      offer({ id: 'new 1', name: 'Kit', price: '12', chip: 'New' })
    ]);
    expect(draft.open).toBe(true);
    sent[1]!.answer(null);
    expect(await Promise.all([first, second, third])).toEqual([null, null, null]);
    expect([draft.open, draft.id]).toEqual([false, 'new 1']);
  });
  test('each state that was sent has its own answer, and one that was refused is sent again when it is mended', async () => {
    const first = draft.save(offer({ name: 'Kit', price: 'cheap' }));
    await settled();
    sent[0]!.answer(refusal);
    expect([await first, draft.open, draft.id]).toEqual([refusal, true, '']);

    const second = draft.save(offer({ name: 'Kit', price: '12' }));
    await settled();
    sent[1]!.answer(null);
    expect([await second, draft.open, sent[1]!.offer.id]).toEqual([null, false, '']);
  });
  test('it keeps its row when it is stored, also while more of it is on its way, and leaves none when it is taken back', async () => {
    const kit = offer({ id: 'new 1', name: 'Kit' });
    expect(offerRows([], [draft])).toEqual([{ key: draft.key, offer: draft.offer, draft }]);
    const saving = draft.save(offer({ name: 'Kit' }));
    await settled();
    const more = draft.save(offer({ name: 'Kit', price: '12' }));
    sent[0]!.answer(null);
    await saving;
    expect(offerRows([], [draft]).map((row) => row.key)).toEqual([draft.key]);
    expect(offerRows([offer({ id: 'a' }), kit], [draft])).toEqual([
      { key: 'a', offer: offer({ id: 'a' }), draft: null },
      { key: draft.key, offer: kit, draft }
    ]);
    sent[1]!.answer(null);
    await more;
    expect(offerRows([], [draft])).toEqual([]);
  });
  test('the next one that is entered has a row of its own', async () => {
    const saving = draft.save(offer({ name: 'Kit' }));
    await settled();
    sent[0]!.answer(null);
    await saving;
    const next = new OfferDraft(offer(), vi.fn());
    const rows = offerRows([offer({ id: 'new 1', name: 'Kit' })], [draft, next]);
    expect(rows.map((row) => row.key)).toEqual([draft.key, next.key]);
    expect(draft.key).not.toBe(next.key);
  });
});

test('a newer answer is shown in the fields that nobody is typing in', () => {
  const known = offer({ name: 'Kit', price: '12,0', banned: ['cheap'] });
  const newer = offer({ id: 'o', name: 'Kit', price: '12.00', banned: ['cheap', 'free'], isDefault: true });
  expect(followed({ ...known, chip: 'Ne' }, known, newer)).toEqual({ ...newer, chip: 'Ne' });
  expect(followed({ ...known, banned: [] }, known, newer)).toEqual({ ...newer, banned: [] });
});
