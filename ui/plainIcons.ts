import type { Plugin } from 'vite';

/** Its one line that differs from icon to icon. */
const DATA = /const iconData = (\{.*\});/;
const ICON = /\/@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/;

type Shape = [tag: string, attributes: Record<string, string>];

function isData(data: unknown): data is { name: string; node: Shape[] } {
  return typeof data === 'object' && data !== null && 'name' in data && 'node' in data && Array.isArray(data.node);
}

const drawn = ([tag, attributes]: Shape) =>
  `<${tag} ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}/>`;

/** An icon as plain markup, with the properties of the library's icons that this program uses. */
function plain(name: string, shapes: Shape[]): string {
  return `<script>
  let { size = 24, strokeWidth = 2, 'aria-label': label, 'aria-hidden': hidden = label ? undefined : 'true' } = $props();
</script>
<svg
  class="lucide-icon lucide lucide-${name}"
  width={size} height={size} viewBox="0 0 24 24"
  fill="none" stroke="currentColor" stroke-width={strokeWidth} stroke-linecap="round" stroke-linejoin="round"
  aria-hidden={hidden} aria-label={label}
>${shapes.map(drawn).join('')}</svg>`;
}

/**
 * Icons of the library as markup of their own. Its component builds each icon anew from a list of shapes, attribute by
 * attribute; the first page has fifty, and waited for them.
 */
export function plainIcons(): Plugin {
  return {
    name: 'plain-icons',
    enforce: 'pre',
    transform(code, id) {
      if (!ICON.test(id)) return null;
      const found = DATA.exec(code)?.[1];
      const data: unknown = found ? JSON.parse(found) : null;
      if (!isData(data)) this.error(`${id} does not hold its shapes as this expects them`);
      return { code: plain(data.name, data.node), map: null };
    }
  };
}
