import type { Span } from '@interloper/plan';

/** A condition over the search identifiers of a rule. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[]; readonly span: Span }
  | { readonly kind: 'not'; readonly part: Condition; readonly span: Span }
  | { readonly kind: 'selection'; readonly name: string; readonly span: Span }
  /** `1 of`, `any of` (one is enough) or `all of` the identifiers that fit a pattern; `them` is every one. */
  | { readonly kind: 'of'; readonly quantity: 'any' | 'all'; readonly pattern: string; readonly span: Span };

/** The parts of a condition, itself included. */
export function walkCondition(condition: Condition, visit: (part: Condition) => void): void {
  visit(condition);
  if (condition.kind === 'and' || condition.kind === 'or') {
    for (const part of condition.parts) walkCondition(part, visit);
  }
  if (condition.kind === 'not') walkCondition(condition.part, visit);
}

/**
 * The search identifiers that a pattern of `1 of` or `all of` names. Identifiers that begin with an underscore are
 * left out unless the pattern begins with one (specification, Condition: “1/all of them”).
 */
export function selectionsFor(pattern: string, names: readonly string[]): readonly string[] {
  const shown = names.filter((name) => pattern.startsWith('_') || !name.startsWith('_'));
  if (pattern.toLowerCase() === 'them') return shown;
  const expression = new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`, 'su');
  return shown.filter((name) => expression.test(name));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
