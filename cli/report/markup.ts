/** @module HTML that is escaped by construction. */

/** Text that is HTML already. */
export interface Markup {
  readonly html: string;
}

type Content = string | number | Markup | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template in which every value is escaped, except what is markup itself. */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return {
    html: parts.map((part, index) => part + contentAsHtml(values[index] ?? NOTHING)).join(''),
  };
}

/** No markup at all. */
export const NOTHING: Markup = { html: '' };

/** Says of text from our own build, never from a plan or a trace, that it is HTML. */
export function trusted(html: string): Markup {
  return { html };
}

/** A value as JSON that can stand inside a script element, whatever its strings say. */
export function scriptJson(value: unknown): Markup {
  return { html: JSON.stringify(value).replaceAll('<', '\\u003c') };
}

function contentAsHtml(content: Content): string {
  if (typeof content === 'string' || typeof content === 'number') {
    return String(content).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  }
  return 'html' in content ? content.html : content.map(({ html }) => html).join('');
}
