// Tells when the page around an element may have changed its layout, with nothing measured while it stands still.

/** Changes come in bursts: one look for all of them. */
const SOON_MS = 300;
/** What nothing tells of, such as a change by a style alone, is seen in the end. */
const SLOW_MS = 3000;

const MOVING = ['class', 'style', 'hidden', 'open', 'inert', 'data-state'];
const EVENTS = ['scroll', 'transitionend', 'animationend'];
/** Who leaves the element lets it go where it should be. */
const LEAVING = ['pointerout', 'focusout'];

/** Calls `look` after changes around `element`, and now and then; not while nobody sees the window. Answers how to stop. */
export function onChangesAround(element: HTMLElement, look: () => void): () => void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  let slow: ReturnType<typeof setInterval> | undefined;
  const lookSoon = () => {
    if (document.hidden) return;
    soon ??= setTimeout(() => {
      soon = undefined;
      look();
    }, SOON_MS);
  };
  const rest = () => {
    clearTimeout(soon);
    clearInterval(slow);
    soon = slow = undefined;
  };
  const follow = () => {
    rest();
    if (document.hidden) return;
    slow = setInterval(look, SLOW_MS);
    lookSoon();
  };
  const changes = new MutationObserver((records) => {
    // The element itself moves because it was looked at.
    if (records.some((record) => !element.contains(record.target))) lookSoon();
  });
  changes.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: MOVING });
  const sizes = new ResizeObserver(lookSoon);
  for (const sized of [element, document.querySelector('main')]) if (sized) sizes.observe(sized);
  for (const name of EVENTS) document.addEventListener(name, lookSoon, { capture: true, passive: true });
  for (const name of LEAVING) element.addEventListener(name, lookSoon);
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    rest();
    changes.disconnect();
    sizes.disconnect();
    for (const name of EVENTS) document.removeEventListener(name, lookSoon, { capture: true });
    for (const name of LEAVING) element.removeEventListener(name, lookSoon);
    document.removeEventListener('visibilitychange', follow);
  };
}
