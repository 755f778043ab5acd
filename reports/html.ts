/** A piece of HTML that is safe to insert as it is. */
export interface Markup {
  readonly markup: string;
}

type Insert = Markup | string | number | readonly Insert[];

/**
 * Template tag for HTML: every inserted string is escaped, every `Markup` is taken as it is, arrays are joined.
 * The result fits in element content and in double-quoted attribute values.
 */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  let markup = strings[0];
  inserts.forEach((insert, index) => {
    markup += markupOf(insert) + strings[index + 1];
  });
  return { markup };
}

/** Declares that `markup` is finished HTML: the output of a figure, the style sheet. Never for outside text. */
export function trusted(markup: string): Markup {
  return { markup };
}

/** Nothing, where a piece of HTML is optional. */
export const NOTHING: Markup = { markup: '' };

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function markupOf(insert: Insert): string {
  if (typeof insert === 'string') return escapeHtml(insert);
  if (typeof insert === 'number') return String(insert);
  if ('markup' in insert) return insert.markup;
  return insert.map(markupOf).join('');
}
