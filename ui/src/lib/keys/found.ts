// What an action is found by: its title, its heading, and the other words that people have for it.

import { m } from '$lib/messages';

export const foundBy = (action: { id: string; title: string; group: string }): string =>
  `${action.title} ${action.group} ${m.keywords[action.id] ?? ''}`;
