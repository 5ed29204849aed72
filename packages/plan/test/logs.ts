import { call, column, text } from '@interloper/plan';
import type { Expression, Relation, Scan } from '@interloper/plan';

/** A small sign-in log that the tests of the plan stand on. */
export const signIns: Scan = {
  kind: 'scan',
  dataset: 'sign_ins',
  time: 'Time',
  columns: [
    { name: 'Time', type: 'datetime' },
    { name: 'User', type: 'string' },
    { name: 'Risk', type: 'string' },
    { name: 'State', type: 'string' },
    { name: 'Home', type: 'string' },
    { name: 'Resource', type: 'string' },
  ],
};

export function is(name: string, value: string): Expression {
  return call('eq', [column(name, 'string'), text(value)]);
}

export function filter(input: Relation, predicate: Expression): Relation {
  return { kind: 'filter', input, predicate };
}
