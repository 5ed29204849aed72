import { visible } from '../terminal/visible.js';

/** HTML that is safe to write: made by `html` only, which escapes every value that is not markup itself. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | undefined | readonly (Markup | undefined)[];

/**
 * A template of HTML. Texts and numbers are escaped (for content and quoted attributes alike), with control characters
 * and bidirectional marks shown as escapes; markup and lists of it stand as they are; undefined is nothing.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const markup = texts.reduce((before, text, index) => {
    const part = parts[index - 1];
    return before + (part === undefined ? '' : textOfPart(part)) + text;
  });
  return { markup };
}

/** Text of our own that is CSS or the like, and no value of a log. */
export function trusted(markup: string): Markup {
  return { markup };
}

function textOfPart(part: Exclude<Part, undefined>): string {
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map((each) => each?.markup ?? '').join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
