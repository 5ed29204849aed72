import type { Expression } from '@interloper/plan';
import { and, call, text } from '@interloper/plan';
import type { Directive } from '../syntax/tree.js';

/**
 * Where Splunk breaks raw text into segments (segmenters.conf, and Search Manual, "Event segmentation and searching"):
 * major breakers end every segment, minor ones divide a segment further.
 */
const MAJOR = '\\s\\[\\]<>(){}|!;,\'"*&?+';
const MINOR = '/:=@.\\-$#%\\\\_';
const ENCODED = '%(?:2526|2520|21|26|3B|7C|20|2B|3D|5D|5B|3A|0A|2C|28|29)';

/** How a term is bounded: bare terms and phrases by any breaker, TERM() by major ones; CASE() also minds the case. */
export type TermKind = Directive | undefined;

const majorBreaker = new RegExp(`[${MAJOR}]`);
const anyBreaker = new RegExp(`[${MAJOR}${MINOR}]`);

/** True when a major breaker other than `*` stands in a text: no segment holds it. */
export function holdsMajorBreaker(term: string): boolean {
  return majorBreaker.test(term.replaceAll('*', ''));
}

/**
 * The raw text holds the term: it begins and ends where a segment does, in any case unless it says otherwise; `*` is
 * any text inside a segment.
 */
export function rawHolds(raw: Expression, term: string, kind: TermKind): Expression {
  const parts = term.split(/\*+/);
  const body = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join(`[^${MAJOR}]*`);
  const pattern = `${boundBefore(term, kind)}${body}${boundBehind(term, kind)}`;
  const [longest = ''] = parts.toSorted((left, right) => right.length - left.length);
  const exact = kind === 'CASE';
  const found = call(exact ? 'matchesRegex' : 'matchesRegexIgnoreCase', [raw, text(pattern)]);
  if (longest === '') return found;
  // Looking for the plain text first leaves most records out fast.
  return and(call(exact ? 'contains' : 'containsIgnoreCase', [raw, text(longest)]), found);
}

function boundBefore(term: string, kind: TermKind): string {
  const [first = ''] = term;
  if (first === '*' || anyBreaker.test(first)) return '';
  return `(?:^|${ENCODED}|[${kind === 'TERM' ? MAJOR : MAJOR + MINOR}])`;
}

function boundBehind(term: string, kind: TermKind): string {
  const last = term.at(-1) ?? '';
  if (last === '*' || anyBreaker.test(last)) return '';
  return `(?:$|${ENCODED}|[${kind === 'TERM' ? MAJOR : MAJOR + MINOR}])`;
}
