import { call, column, long, nullOf, timespan } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';
import type { TypeLowering } from './type-lowering.js';
import { firedColumns } from './columns.js';
import { overGroup, soFar } from './sliding.js';

/**
 * `temporal_ordered`: events of all the rules, in the order the rules are listed, within the timespan (correlation
 * specification, Ordered Temporal Proximity). Events of the same instant count as being in order, because the log
 * does not say otherwise.
 *
 * For an event of the n-th rule, the latest start of a sequence that ends with it is the greatest start of the
 * sequences of n − 1 rules that ended before it. The sequence is short enough when even that start is.
 */
export const temporalOrdered: TypeLowering = (rule, matches) => {
  const last = rule.rules.length - 1;
  let relation: Relation = {
    kind: 'extend',
    input: matches,
    columns: [{ name: start(0), expression: ofRule(0, column('time', 'datetime')) }],
  };
  for (let index = 1; index <= last; index += 1) {
    relation = overGroup(rule, relation, [
      {
        name: before(index),
        fn: 'max',
        args: [column(start(index - 1), 'datetime')],
        type: 'datetime',
        frame: soFar,
      },
    ]);
    relation = {
      kind: 'extend',
      input: relation,
      columns: [{ name: start(index), expression: ofRule(index, column(before(index), 'datetime')) }],
    };
  }
  const measured: Relation = {
    kind: 'extend',
    input: relation,
    columns: [
      { name: firedColumns.start, expression: column(start(last), 'datetime') },
      { name: firedColumns.measure, expression: long(rule.rules.length) },
    ],
  };
  const length = call(
    'subtract',
    [column('time', 'datetime'), column(firedColumns.start, 'datetime')],
    'timespan',
  );
  return { kind: 'filter', input: measured, predicate: call('le', [length, timespan(rule.timespan)]) };
};

/** The value for events of one rule, null for all others. */
function ofRule(index: number, value: Expression): Expression {
  const isOne = call('eq', [column(firedColumns.rule, 'long'), long(index)]);
  return call('if', [isOne, value, nullOf('datetime')]);
}

function start(index: number): string {
  return `start${index}`;
}

function before(index: number): string {
  return `before${index}`;
}
