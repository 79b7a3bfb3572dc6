// What the library says of its templates.

import type { BoardTemplate, ReferenceTemplate, TemplateForm } from '$lib/ipc/bindings';

/** A template with what a person may change of it, or read. */
export interface Described {
  kind: 'bundled' | 'layout' | 'reference';
  form: TemplateForm;
}

export function described(template: BoardTemplate): Described {
  const { id, name, category, awareness, audience } = template;
  return {
    kind: template.bundled ? 'bundled' : 'layout',
    form: {
      id,
      name,
      category,
      awareness,
      audience,
      niche: template.niche ?? '',
      sourceBrand: template.sourceBrand ?? ''
    }
  };
}

export const referred = ({ form }: ReferenceTemplate): Described => ({ kind: 'reference', form });

/** What is said somewhere, once, by the alphabet; upper and lower case are the same. */
export function said(values: (string | null)[]): string[] {
  const all = new Map<string, string>();
  for (const value of values) if (value && !all.has(value.toLowerCase())) all.set(value.toLowerCase(), value);
  return [...all.values()].sort((a, b) => a.localeCompare(b));
}
