// What a sync that fills the file is reading now, in words; nothing while none does.

import type { Filling } from '$lib/ipc/bindings';
import type { overview } from '$lib/messages/en/overview';

interface Words {
  title: string;
  why: string;
}

export function readingOf(filling: Filling | null, words: typeof overview.first): Words | null {
  switch (filling?.part) {
    case 'newest':
      return words.newest;
    case 'first_days':
      return words.quarter(filling.days);
    case 'history':
      return words.older;
    default:
      return null;
  }
}
