import type { AggregateCall, Expression, Relation } from '@interloper/plan';
import { and, call, column, columnsOf, long, or } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Lowering, State } from '../lower/state.js';
import { arrange, freshName, isInternal, knownOrder, sortKeys } from '../lower/state.js';
import { unite } from '../lower/source.js';
import { fail, matchAt, skipSpace, spanFrom, subsearch } from '../syntax/scanner.js';
import type { Pipeline } from '../syntax/tree.js';
import { command } from './definition.js';

const SIDE = '_interloper:side';

/** Search Reference: set. The different results of two subsearches: of either, of both, or of one of them only. */
export const set = command<'set'>({
  parse: (scanner, start) => {
    skipSpace(scanner);
    const how = matchAt(scanner, /union|diff|intersect/y);
    if (how !== 'union' && how !== 'diff' && how !== 'intersect') {
      const span = { start, end: scanner.end };
      return fail(diagnostic('SPL0102', ['union, diff or intersect', 'something else'], { span }));
    }
    const left = subsearch(scanner);
    const right = subsearch(scanner);
    return { kind: 'set', how, left, right, span: spanFrom(scanner, start) };
  },
  lower: (it, _, lowering) => {
    const sides = [marked(it.left, 1, lowering), marked(it.right, 2, lowering)];
    const together = knownOrder({ ...unite(sides), order: [] });
    const columns = columnsOf(together.relation).filter(({ name }) => !isInternal(name));
    const place = freshName(together, 'first');
    const [key] = sortKeys(together);
    const ranges: readonly AggregateCall[] = [
      { name: `${place}_least`, fn: 'min', args: [column(SIDE, 'long')], type: 'long' },
      { name: `${place}_most`, fn: 'max', args: [column(SIDE, 'long')], type: 'long' },
      ...(key === undefined
        ? []
        : [{ name: place, fn: 'min', args: [key.expression], type: 'long' } as const]),
    ];
    const grouped: Relation = {
      kind: 'aggregate',
      input: together.relation,
      groups: columns.map(({ name, type }) => ({ name, expression: column(name, type) })),
      aggregates: ranges,
    };
    const [least, most] = [column(`${place}_least`, 'long'), column(`${place}_most`, 'long')];
    const both = and(call('eq', [least, long(1)]), call('eq', [most, long(2)]));
    const either = or(call('eq', [most, long(1)]), call('eq', [least, long(2)]));
    const conditions: Readonly<Record<typeof it.how, Expression | undefined>> = {
      union: undefined,
      intersect: both,
      diff: either,
    };
    const predicate = conditions[it.how];
    const kept: Relation = predicate === undefined ? grouped : { kind: 'filter', input: grouped, predicate };
    const sorted: Relation = {
      kind: 'sort',
      input: kept,
      keys: [{ expression: column(place, 'long'), descending: false, nulls: 'last' }],
    };
    const relation: Relation = {
      kind: 'project',
      input: sorted,
      columns: columns.map(({ name, type }) => ({ name, expression: column(name, type) })),
    };
    return { relation, order: [], hidesTime: false };
  },
  print: (it, printPipeline) => `set ${it.how} [ ${printPipeline(it.left)} ] [ ${printPipeline(it.right)} ]`,
});

/** The results of a subsearch without internal fields, with the side they come from. */
function marked(pipeline: Pipeline, side: number, lowering: Lowering): State {
  const state = arrange(lowering.lowerPipeline(pipeline, lowering));
  const columns = columnsOf(state.relation)
    .filter(({ name }) => !isInternal(name) && !(state.hidesTime && name === '_time'))
    .map(({ name, type }) => ({ name, expression: column(name, type) }));
  const relation: Relation = {
    kind: 'project',
    input: state.relation,
    columns: [...columns, { name: SIDE, expression: long(side) }],
  };
  return { relation, order: [], hidesTime: false };
}
