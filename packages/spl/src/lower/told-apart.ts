import type { Pipeline, SearchExpr } from '../syntax/tree.js';

/**
 * The texts of a rule that may ask for a sourcetype behind its search: all of them but the terms that the search picks
 * its logs with.
 */
export function textsOf({ commands }: Pipeline): readonly string[] {
  const [first, ...rest] = commands;
  const leading = first?.kind === 'search' && first.expression !== undefined ? first.expression : undefined;
  return [...(leading === undefined ? stringsIn(first) : termsIn(leading)), ...stringsIn(rest)];
}

function termsIn(expression: SearchExpr): readonly string[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.terms.flatMap(termsIn);
    case 'not':
      return termsIn(expression.term);
    case 'compare':
    case 'in':
      return expression.field.text.toLowerCase() === 'sourcetype' ? [] : stringsIn(expression);
    case 'term':
    case 'macro':
    case 'subsearch':
      return stringsIn(expression);
  }
}

function stringsIn(node: unknown): readonly string[] {
  if (typeof node === 'string') return [node];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    key === 'kind' ? [] : stringsIn(value),
  );
}

/** True when a text (a name, or a pattern of any kind) may hold for one of the other names and not for the first. */
export function tellsApart(written: string, name: string, others: readonly string[]): boolean {
  const text = written.toLowerCase();
  const [own, rest] = [name.toLowerCase(), others.map((other) => other.toLowerCase())];
  if (rest.includes(text)) return true;
  // Names of fields are no patterns.
  if (!/[:*%^$()|[\]]/.test(text)) return false;
  const parts = text.match(/[a-z0-9:_]{3,}/g) ?? [];
  return parts.some((part) => !own.includes(part) && rest.some((other) => other.includes(part)));
}
