import type { PatternPart } from './value.js';

/**
 * The parts of a value (specification, String Wildcard and Escaping): `*` and `?` are wildcards; a backslash makes
 * a following wildcard or backslash plain and is itself plain before anything else.
 */
export function readPattern(text: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let plain = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (character === '\\' && (next === '\\' || next === '*' || next === '?')) {
      plain += next;
      index += 1;
    } else if (character === '*' || character === '?') {
      if (plain !== '') parts.push(plain);
      plain = '';
      parts.push({ wildcard: character });
    } else plain += character;
  }
  if (plain !== '') parts.push(plain);
  return parts;
}

/** True when a pattern has a wildcard. */
export function hasWildcard(parts: readonly PatternPart[]): boolean {
  return parts.some((part) => typeof part !== 'string');
}

/** The text of a pattern, wildcards as themselves. */
export function plainText(parts: readonly PatternPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.wildcard)).join('');
}

/** A pattern as `matchesWildcard` reads it. */
export function wildcardText(parts: readonly PatternPart[]): string {
  return parts
    .map((part) => (typeof part === 'string' ? part.replaceAll(/[\\*?]/g, String.raw`\$&`) : part.wildcard))
    .join('');
}

/** Joins neighbouring texts and drops a `*` beside another. */
export function simplify(parts: readonly PatternPart[]): readonly PatternPart[] {
  const result: PatternPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string') {
      if (typeof last === 'string') result[result.length - 1] = last + part;
      else if (part !== '') result.push(part);
    } else if (!(part.wildcard === '*' && isAny(last))) result.push(part);
  }
  return result;
}

/** True for a `*`. */
export function isAny(part: PatternPart | undefined): boolean {
  return part !== undefined && typeof part !== 'string' && part.wildcard === '*';
}
