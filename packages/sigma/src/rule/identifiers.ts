import type { Diagnostic } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import { readRules } from './read-rules.js';

/** A text with rules, and what its user calls it. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/**
 * Ids that several texts use, each told of in the texts behind the first; within one text the compiler tells. The result
 * has a list for each text, in order.
 */
export function sharedIds(texts: readonly NamedText[]): readonly (readonly Diagnostic[])[] {
  const first = new Map<string, string>();
  return texts.map(({ name, text }) => {
    const found: Diagnostic[] = [];
    const own = new Map(
      readRules(text).rules.flatMap(({ id }) => (id === undefined ? [] : [[key(id.text), id]])),
    );
    for (const [id, { text: written, span }] of own) {
      const before = first.get(id);
      if (before === undefined) first.set(id, name);
      else found.push(problems.sharedId(written, before, span));
    }
    return found;
  });
}

function key(id: string): string {
  return id.toLowerCase();
}
