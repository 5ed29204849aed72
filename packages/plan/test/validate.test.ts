import { describe, expect, test } from 'vitest';
import { call, column, literal, text, validatePlan } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { filter, is, signIns } from './logs.js';

describe('a plan is checked for', () => {
  test('nothing when it is sound', () => {
    expect(validatePlan(filter(signIns, is('Risk', 'high')))).toEqual([]);
  });

  test.each<[string, Relation, RegExp]>([
    ['columns that are not there', filter(signIns, is('Rsik', 'high')), /no column Rsik/],
    [
      'columns of another type',
      filter(signIns, call('eq', [column('Time', 'string'), text('x')])),
      /Time is datetime/,
    ],
    ['predicates', filter(signIns, column('User', 'string')), /not bool/],
    [
      'names that occur twice',
      {
        kind: 'project',
        input: signIns,
        columns: [
          { name: 'A', expression: text('1') },
          { name: 'A', expression: text('2') },
        ],
      },
      /A occurs twice/,
    ],
    [
      'unions of different columns',
      { kind: 'union', inputs: [signIns, { kind: 'project', input: signIns, columns: [] }] },
      /inputs differ/,
    ],
    ['references to nothing', { kind: 'reference', name: 'gone', columns: [] }, /nothing is called gone/],
    [
      'calls that do not fit',
      filter(signIns, {
        kind: 'call',
        fn: 'startsWith',
        type: 'bool',
        args: [literal('long', 1), text('a')],
      }),
      /argument 1 is long/,
    ],
    [
      'sides of a join',
      {
        kind: 'join',
        flavour: 'inner',
        left: signIns,
        right: signIns,
        condition: is('User', 'x'),
        columns: [],
      },
      /no column User/,
    ],
  ])('%s', (_, plan, problem) => {
    expect(validatePlan(plan).join('\n')).toMatch(problem);
  });
});

test('building a call with wrong arguments is a bug and throws', () => {
  expect(() => call('lower', [])).toThrow(/takes 1/);
  expect(() => call('add', [literal('long', 1), literal('long', 1)])).toThrow(/type of its result/);
});
