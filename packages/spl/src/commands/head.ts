import { arrange } from '../lower/state.js';
import { diagnostic } from '../diagnostics.js';
import { atEnd, fail, matchAt, skipSpace, spanFrom, tryCount } from '../syntax/scanner.js';
import type { Scanner } from '../syntax/scanner.js';
import { command } from './definition.js';

const DEFAULT_COUNT = 10;

/** Search Reference: head. The first results in the order they have; events are newest first. */
export const head = command<'head'>({
  parse: (scanner, start) => ({
    kind: 'head',
    count: parseCount(scanner, 'head'),
    span: spanFrom(scanner, start),
  }),
  lower: (it, before) => {
    const state = arrange(before);
    return { ...state, relation: { kind: 'limit', input: state.relation, count: it.count } };
  },
  print: (it) => `head ${it.count}`,
  partial: 'a count, no condition',
});

/** `10` or `limit=10`; 10 when nothing is said. */
export function parseCount(scanner: Scanner, name: string): number {
  if (atEnd(scanner)) return DEFAULT_COUNT;
  matchAt(scanner, /limit\s*=\s*/y);
  const count = tryCount(scanner);
  if (count !== undefined) return count;
  skipSpace(scanner);
  const span = { start: scanner.position, end: scanner.end };
  return fail(diagnostic('SPL0504', [`${name} with a condition`], { span, help: 'use where' }));
}
