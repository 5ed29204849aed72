import type { Expression, Relation } from '@interloper/plan';
import { call, column, long } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { lowerCondition } from '../lower/expression.js';
import { overRows } from '../lower/row-windows.js';
import type { Lowering, State } from '../lower/state.js';
import { arrange, freshName } from '../lower/state.js';
import { parseExpression } from '../syntax/eval-expression.js';
import { printExpression, printOptions } from '../syntax/print-parts.js';
import { atEnd, fail, options, skipSpace, spanFrom, tryCount } from '../syntax/scanner.js';
import type { Scanner } from '../syntax/scanner.js';
import type { CommandOf, Option } from '../syntax/tree.js';
import { command } from './definition.js';

const DEFAULT_COUNT = 10;
const OPTIONS = ['limit', 'null', 'keeplast'];

/** Search Reference: head. The first results in the order they have (events are newest first), or those before a condition fails. */
export const head = command<'head'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'head', OPTIONS);
    const count = tryCount(scanner);
    const between = options(scanner, 'head', OPTIONS);
    skipSpace(scanner);
    const conditional = count === undefined && !atEnd(scanner);
    const condition = conditional ? { condition: parseExpression(scanner) } : {};
    const found = [...before, ...between, ...options(scanner, 'head', OPTIONS)];
    return {
      kind: 'head',
      ...(count === undefined ? {} : { count }),
      ...condition,
      options: found,
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, before, lowering) => {
    const limit = it.count ?? limitOf(it.options);
    if (it.condition === undefined) return first(before, limit ?? DEFAULT_COUNT);
    const kept = whileHolds(it, before, lowering);
    return limit === undefined ? kept : first(kept, limit);
  },
  print: (it) => {
    const count = it.count === undefined ? '' : `${it.count} `;
    const condition = it.condition === undefined ? '' : `(${printExpression(it.condition)})`;
    return `head ${printOptions(it.options)}${count}${condition}`.trimEnd();
  },
});

function limitOf(found: readonly Option[]): number | undefined {
  const written = found.find((option) => option.name === 'limit')?.value.text;
  return written === undefined || !/^\d+$/.test(written) ? undefined : Number(written);
}

function first(before: State, count: number): State {
  const state = arrange(before);
  return { ...state, relation: { kind: 'limit', input: state.relation, count } };
}

/** The results before the first for which the condition does not hold; with keeplast also that one. */
function whileHolds(it: CommandOf<'head'>, before: State, lowering: Lowering): State {
  const is = (name: string): boolean =>
    it.options.some((option) => option.name === name && /^(?:t|true|1)$/i.test(option.value.text));
  if (it.condition === undefined) return before;
  const condition = lowerCondition(it.condition, { state: before, lowering }, false);
  const holds = is('null')
    ? call('coalesce', [condition, { kind: 'literal', type: 'bool', value: true }])
    : call('isTrue', [condition]);
  const name = freshName(before, 'ends');
  const marked: Relation = {
    kind: 'extend',
    input: before.relation,
    columns: [{ name, expression: call('if', [holds, long(0), long(1)]) }],
  };
  const after = is('keeplast') ? -1 : 0;
  const { state, result } = overRows(
    { ...before, relation: marked },
    {
      fn: 'sum',
      args: [column(name, 'long')],
      type: 'long',
      frame: { unit: 'rows', before: 'unbounded', after },
    },
  );
  const ended: Expression = call('coalesce', [result, long(0)]);
  const predicate = call('eq', [ended, long(0)]);
  return { ...state, relation: { kind: 'filter', input: state.relation, predicate } };
}

/** `10` or `limit=10`; 10 when nothing is said. */
export function parseCount(scanner: Scanner, name: string): number {
  if (atEnd(scanner)) return DEFAULT_COUNT;
  const found = options(scanner, name, ['limit']);
  const count = tryCount(scanner) ?? limitOf(found);
  if (count !== undefined) return count;
  skipSpace(scanner);
  const span = { start: scanner.position, end: scanner.end };
  return fail(diagnostic('SPL0504', [`${name} with a condition`], { span, help: 'use where' }));
}
