// Before anything is drawn: the window opens on the page that was open last. `tauri://localhost` has an empty path on
// Linux.

import { pageAt } from '$lib/pages';
import { Stored } from '$lib/state/stored.svelte';

if (['', '/'].includes(location.pathname)) {
  const last = new Stored<string>('page', '/overview').value;
  history.replaceState(history.state, '', pageAt(last)?.href ?? '/overview');
}
