import { call, not, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { isAny, wildcardText } from '../modifiers/pattern.js';
import type { PatternPart } from '../modifiers/value.js';

/** The text of a pattern without wildcards; undefined when it has some. */
export function constantOf(parts: readonly PatternPart[]): string | undefined {
  const [first, ...rest] = parts;
  if (first === undefined) return '';
  return typeof first === 'string' && rest.length === 0 ? first : undefined;
}

/** A text equals any of some constants. */
export function equalsAny(value: Expression, constants: readonly string[], cased: boolean): Expression {
  const [first, ...rest] = [...new Set(constants)];
  if (first === undefined) throw new Error('a list of constants is never empty');
  const args = [value, text(first), ...rest.map(text)];
  if (rest.length === 0) return call(cased ? 'eq' : 'eqIgnoreCase', args);
  return call(cased ? 'in' : 'inIgnoreCase', args);
}

/** A text fits a pattern; wildcards at its ends only become the cheaper functions. */
export function matchesPattern(value: Expression, parts: readonly PatternPart[], cased: boolean): Expression {
  const constant = constantOf(parts);
  if (constant !== undefined) return equalsAny(value, [constant], cased);
  const starts = isAny(parts[0]);
  const ends = isAny(parts.at(-1));
  if (parts.length === 1 && starts) return not(call('isNull', [value]));
  const inner = parts.slice(starts ? 1 : 0, ends ? -1 : undefined);
  const only = constantOf(inner);
  if (only === undefined || only === '') {
    const pattern = text(wildcardText(parts));
    return call(cased ? 'matchesWildcard' : 'matchesWildcardIgnoreCase', [value, pattern]);
  }
  if (starts && ends) return call(cased ? 'contains' : 'containsIgnoreCase', [value, text(only)]);
  if (ends) return call(cased ? 'startsWith' : 'startsWithIgnoreCase', [value, text(only)]);
  return call(cased ? 'endsWith' : 'endsWithIgnoreCase', [value, text(only)]);
}

/** A regular expression matches somewhere in a text. */
export function matchesRegex(value: Expression, pattern: string, flags: string): Expression {
  if (flags === 'i') return call('matchesRegexIgnoreCase', [value, text(pattern)]);
  return call('matchesRegex', [value, text(flags === '' ? pattern : `(?${flags})${pattern}`)]);
}
