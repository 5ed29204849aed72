import { describe, expect, test } from 'vitest';
import {
  and,
  bool,
  call,
  column,
  columnsOf,
  hideFuture,
  isRowWise,
  judgeEvaluability,
  long,
  not,
  now,
  or,
  printPlan,
  text,
  timespan,
  withoutTimeBounds,
} from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';
import { filter, is, signIns } from './logs.js';

const time = column('Time', 'datetime');
const aDayAgo = call('subtract', [now, timespan(864_000_000_000n)], 'datetime');
const lastDay = call('gt', [time, aDayAgo]);

describe('replaying a stateless rule', () => {
  test('drops the bounds relative to now and nothing else', () => {
    const plan = filter(filter(signIns, and(lastDay, is('Risk', 'high'))), is('State', 'atRisk'));
    expect(withoutTimeBounds(plan)).toEqual(
      filter(filter(signIns, is('Risk', 'high')), is('State', 'atRisk')),
    );
  });

  test('drops a filter that held nothing but the bound', () => {
    expect(withoutTimeBounds(filter(signIns, lastDay))).toEqual(signIns);
  });

  test.each<[string, Relation]>([
    ['an aggregate', { kind: 'aggregate', input: filter(signIns, lastDay), groups: [], aggregates: [] }],
    ['a limit', { kind: 'limit', input: filter(signIns, lastDay), count: 5 }],
    ['distinct', { kind: 'distinct', input: signIns }],
    ['now inside a disjunction', filter(signIns, or(lastDay, is('Risk', 'high')))],
    ['now negated', filter(signIns, not(lastDay))],
    ['now in a column', { kind: 'extend', input: signIns, columns: [{ name: 'Age', expression: aDayAgo }] }],
    ['now compared with a computed time', filter(signIns, call('gt', [call('startOfDay', [time]), aDayAgo]))],
  ])('is refused to a rule with %s', (_, plan) => {
    expect(withoutTimeBounds(plan)).toBeUndefined();
  });

  const list: Relation = {
    kind: 'scan',
    dataset: 'list',
    columns: [
      { name: 'user', type: 'string' },
      { name: 'seen', type: 'datetime' },
    ],
  };
  const users: Relation = {
    kind: 'aggregate',
    input: list,
    groups: [{ name: 'user', expression: column('user', 'string') }],
    aggregates: [{ name: 'seen', fn: 'max', args: [column('seen', 'datetime')], type: 'datetime' }],
  };
  const joined = (
    right: Relation,
    columns: readonly string[],
    flavour: 'left' | 'full' = 'left',
  ): Relation => ({
    kind: 'join',
    flavour,
    left: filter(signIns, lastDay),
    right,
    condition: call('eq', [column('Risk', 'string', 'left'), column('user', 'string', 'right')]),
    columns: [
      { name: 'Time', side: 'left', source: 'Time' },
      ...columns.map((source) => ({ name: `list_${source}`, side: 'right' as const, source })),
    ],
  });
  const among = (relation: Relation): Relation =>
    filter(
      signIns,
      and(lastDay, { kind: 'inQuery', type: 'bool', value: column('Risk', 'string'), relation }),
    );

  test('is possible with a list that is the same at every instant', () => {
    for (const plan of [joined(users, ['user']), among(users)]) {
      const widened = withoutTimeBounds(plan);
      expect(widened === undefined ? 'now' : printPlan(widened)).not.toContain('now');
    }
  });

  test.each<[string, Relation]>([
    ['a list with a time that a bound may be about', joined(users, ['user', 'seen'])],
    [
      'a list that asks for now',
      joined(filter(list, call('lt', [column('seen', 'datetime'), now])), ['user']),
    ],
    ['rows of the list that no event matches', joined(users, ['user'], 'full')],
    [
      'another log',
      among({
        kind: 'project',
        input: signIns,
        columns: [{ name: 'Risk', expression: column('Risk', 'string') }],
      }),
    ],
  ])('is refused to a rule with %s', (_, plan) => {
    expect(withoutTimeBounds(plan)).toBeUndefined();
  });

  test('is possible through a union, projections and a sort', () => {
    const part: Relation = {
      kind: 'project',
      input: filter(signIns, lastDay),
      columns: [{ name: 'Time', expression: time }],
    };
    const plan: Relation = {
      kind: 'sort',
      input: { kind: 'union', inputs: [part, part] },
      keys: [{ expression: time, descending: true, nulls: 'last' }],
    };
    expect(isRowWise(plan)).toBe(true);
    const widened = withoutTimeBounds(plan);
    expect(widened === undefined ? '' : printPlan(widened)).not.toContain('now');
  });
});

test('rows later than now are hidden at every scan', () => {
  const plan = printPlan(
    hideFuture({ kind: 'union', inputs: [signIns, filter(signIns, is('Risk', 'high'))] }),
  );
  expect(plan.match(/filter or\(isNull\(Time\), le\(Time, now\)\)/g)).toHaveLength(2);
});

describe('branches that rest on absent fields', () => {
  const absent =
    (...names: readonly string[]) =>
    (_: string, name: string): boolean =>
      names.includes(name);
  const risky = is('Risk', 'high');
  const atRisk = is('State', 'atRisk');
  const evaluable = (predicate: Expression, ...names: readonly string[]): boolean =>
    judgeEvaluability(filter(signIns, predicate), absent(...names)).evaluable;

  test('a conjunction dies with one part, a disjunction with all', () => {
    expect(evaluable(and(risky, atRisk), 'Risk')).toBe(false);
    expect(evaluable(or(risky, atRisk), 'Risk')).toBe(true);
    expect(evaluable(or(risky, atRisk), 'Risk', 'State')).toBe(false);
    expect(evaluable(or(risky, bool(true)), 'Risk')).toBe(false);
  });

  test('a default does not bring a field back, another field does', () => {
    const orEmpty = call('coalesce', [column('Risk', 'string'), text('')]);
    const orState = call('coalesce', [column('Risk', 'string'), column('State', 'string')]);
    expect(evaluable(call('eq', [call('lower', [orEmpty]), text('high')]), 'Risk')).toBe(false);
    expect(evaluable(call('eq', [orState, text('high')]), 'Risk')).toBe(true);
  });

  test('a value rests on the fields that are there, on all of them where none is', () => {
    const high = call('eq', [
      call('coalesce', [column('Risk', 'string'), column('State', 'string')]),
      text('high'),
    ]);
    const rests = (...missing: readonly string[]): readonly string[] =>
      judgeEvaluability({ kind: 'filter', input: signIns, predicate: high }, (_, name) =>
        missing.includes(name),
      ).rests.map((name) => name.replace(/^.*\./, ''));
    expect(rests()).toEqual(['Risk', 'State']);
    expect(rests('Risk')).toEqual(['State']);
    expect(rests('Risk', 'State')).toEqual(['Risk', 'State']);
  });

  test('values put together rest on those that are there', () => {
    const both = call('mvAppend', [column('Risk', 'string'), column('State', 'string')]);
    const plan = { kind: 'filter', input: signIns, predicate: not(call('isNull', [both])) } as const;
    const rests = (...missing: readonly string[]): readonly string[] =>
      judgeEvaluability(plan, (_, name) => missing.includes(name)).rests.map((name) =>
        name.replace(/^.*\./, ''),
      );
    expect(rests('Risk')).toEqual(['State']);
    expect(rests('Risk', 'State')).toEqual(['Risk', 'State']);
  });

  test('a flag computed from a dead condition is dead', () => {
    const flags: Relation = {
      kind: 'extend',
      input: signIns,
      columns: [
        { name: 'IsRisky', expression: call('if', [risky, long(1), long(0)]) },
        { name: 'IsState', expression: call('if', [atRisk, long(1), long(0)]) },
      ],
    };
    const set = (name: string): Expression => call('eq', [column(name, 'long'), long(1)]);
    const plan = filter(flags, or(set('IsRisky'), set('IsState')));
    expect(judgeEvaluability(plan, absent('Risk')).evaluable).toBe(true);
    expect(judgeEvaluability(plan, absent('Risk', 'State')).evaluable).toBe(false);
    expect(judgeEvaluability(plan, absent()).rests).toEqual(['sign_ins.Risk', 'sign_ins.State']);
  });

  test('what excludes by an absent field stays alive', () => {
    expect(evaluable(and(not(risky), atRisk), 'Risk')).toBe(true);
    expect(evaluable(call('isNull', [column('Risk', 'string')]), 'Risk')).toBe(true);
  });

  test('a join needs both sides only where its flavour does', () => {
    const dead = filter(signIns, risky);
    const join = (flavour: 'inner' | 'left' | 'leftAnti'): Relation => ({
      kind: 'join',
      flavour,
      left: signIns,
      right: dead,
      condition: call('eq', [column('User', 'string', 'left'), column('User', 'string', 'right')]),
      columns: [{ name: 'User', side: 'left', source: 'User' }],
    });
    expect(judgeEvaluability(join('inner'), absent('Risk')).evaluable).toBe(false);
    expect(judgeEvaluability(join('left'), absent('Risk')).evaluable).toBe(true);
    expect(judgeEvaluability(join('leftAnti'), absent('Risk')).evaluable).toBe(true);
  });
});

test('extend replaces a column in its place and adds others behind', () => {
  const plan: Relation = {
    kind: 'extend',
    input: signIns,
    columns: [
      { name: 'User', expression: long(1) },
      { name: 'More', expression: bool(true) },
    ],
  };
  expect(columnsOf(plan).map(({ name, type }) => `${name}:${type}`)).toEqual([
    'Time:datetime',
    'User:long',
    'Risk:string',
    'State:string',
    'Home:string',
    'Resource:string',
    'More:bool',
  ]);
});
