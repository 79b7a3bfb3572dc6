/**
 * Puts text on the clipboard. Some web views refuse the clipboard interface outside https; there the old way, copying
 * a selection, still works.
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch {
    copySelection(text);
  }
}

function copySelection(text: string): void {
  const holder = document.createElement('textarea');
  holder.value = text;
  holder.style.position = 'fixed';
  holder.style.opacity = '0';
  const before = document.activeElement;
  document.body.append(holder);
  holder.select();
  const done = document.execCommand('copy');
  holder.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!done) throw new Error('the clipboard refused the text');
}
