// Before anything is drawn: the window opens on the page that was open last. `tauri://localhost` has an empty path on
// Linux.

import { pageAt } from '$lib/pages';
import { Stored } from '$lib/state/stored.svelte';
// The first page: what these need is in the first file that the window reads, other pages are in another one
// (`vite.config.ts`). The router reads the page for errors before it shows any.
import './routes/+error.svelte';
import './routes/+layout.svelte';
import './routes/overview/+page.svelte';

if (['', '/'].includes(location.pathname)) {
  const last = new Stored<string>('page', '/overview').value;
  history.replaceState(history.state, '', pageAt(last)?.href ?? '/overview');
}
