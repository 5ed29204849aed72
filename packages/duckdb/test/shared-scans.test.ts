import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  and,
  bool,
  call,
  column,
  columnsOf,
  datetime,
  hideFuture,
  long,
  not,
  now,
  nullOf,
  or,
  partsOf,
  text,
} from '@interloper/plan';
import type { Column, DatasetColumn, Expression, LiteralValue, Relation, Scan } from '@interloper/plan';
import { answerUnion, shareScans } from '@interloper/sql';
import type { Question, Reader, ResultSet } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';
import fc from 'fast-check';

/** Questions that are taken together are answered as each would be by itself: that is what is tested, for every one. */

const columns: readonly DatasetColumn[] = [
  { name: 'source', type: 'string' },
  { name: 'name', type: 'string' },
  { name: 'code', type: 'string' },
  { name: 'agent', type: 'string' },
  { name: 'note', type: 'string' },
  { name: 'ok', type: 'bool' },
  { name: 'size', type: 'long' },
  { name: 'ratio', type: 'real' },
  { name: 'time', type: 'datetime' },
  { name: 'details', type: 'dynamic', paths: { kind: 'details.kind' } },
];
const scan: Scan = { kind: 'scan', dataset: 'log', columns, time: 'time' };
const NOW = 900n;

const sources = ['iam', 'ec2', 's3', null];
const names = ['ListUsers', 'CreateUser', 'listusers', 'DeleteTrail', 'GetObject', '', null];
const codes = [null, null, null, 'AccessDenied', 'Throttling'];

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  const stored: readonly Column[] = [...columns, { name: 'details.kind', type: 'string' }];
  await store.createDataset('log', stored);
  const rows = Array.from({ length: 500 }, (_, index): readonly LiteralValue[] => {
    const kind = index % 7 === 0 ? null : `kind-${index % 5}`;
    return [
      sources[index % sources.length] ?? null,
      names[(index * 3) % names.length] ?? null,
      codes[(index * 7) % codes.length] ?? null,
      index % 11 === 0 ? null : `agent/${index % 13} ${index % 2 === 0 ? 'kali' : 'Chrome'}`,
      // Nearly every row has another.
      index % 17 === 0 ? null : `note ${index * 37} ${index % 3 === 0 ? 'payroll' : "o'clock"}`,
      index % 3 === 0 ? null : index % 3 === 1,
      index % 19 === 0 ? null : index % 23,
      index % 5 === 0 ? null : index / 7,
      index % 29 === 0 ? null : String(index * 2),
      kind === null ? null : JSON.stringify({ kind, deep: { level: index % 4 } }),
      kind,
    ];
  });
  await store.append('log', { kind: 'values', columns: stored, rows });
  await store.hide('log', [3, 77]);
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

const string = (name: string): Expression => column(name, 'string');
const details = column('details', 'dynamic');

const atoms: readonly Expression[] = [
  ...['iam', 's3'].map((value) => call('eq', [string('source'), text(value)])),
  ...['listusers', 'createuser'].map((value) => call('eqIgnoreCase', [string('name'), text(value)])),
  call('in', [string('name'), text('DeleteTrail'), text('GetObject')]),
  call('startsWithIgnoreCase', [string('name'), text('l')]),
  call('matchesRegex', [string('name'), text('^(Get|List)')]),
  call('isNull', [string('code')]),
  call('eq', [string('code'), text('AccessDenied')]),
  call('containsIgnoreCase', [string('agent'), text('KALI')]),
  call('endsWith', [string('agent'), text('Chrome')]),
  call('contains', [string('note'), text('payroll')]),
  call('matchesRegexIgnoreCase', [string('note'), text("O'CLOCK$")]),
  call('isNull', [string('note')]),
  column('ok', 'bool'),
  call('isNull', [column('ok', 'bool')]),
  call('gt', [column('size', 'long'), long(11)]),
  call('eq', [column('size', 'long'), long(4)]),
  call('lt', [column('ratio', 'real'), call('toReal', [column('size', 'long')])]),
  call('eq', [call('pathText', [details, text('kind')]), text('kind-2')]),
  call('eq', [call('pathText', [details, text('deep'), text('level')]), text('3')]),
  call('eq', [string('source'), call('lower', [string('name')])]),
  call('ge', [column('time', 'datetime'), datetime(300n)]),
  call('lt', [column('time', 'datetime'), now]),
  bool(true),
  bool(false),
  nullOf('bool'),
];

const { condition } = fc.letrec<{ condition: Expression }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...atoms),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((parts) => call('and', parts)),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((parts) => call('or', parts)),
    tie('condition').map(not),
    tie('condition').map((part) => call('isTrue', [part])),
    tie('condition').map((part) => call('isNull', [part])),
    fc.tuple(tie('condition'), tie('condition')).map((parts) => call('coalesce', parts)),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map((parts) => call('if', parts)),
  ),
}));

const filtered = (predicate: Expression, input: Relation = scan): Relation => ({
  kind: 'filter',
  input,
  predicate,
});
const pick = (input: Relation, ...wanted: readonly string[]): Relation => ({
  kind: 'project',
  input,
  columns: columnsOf(input)
    .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
    .map(({ name, type }) => ({ name, expression: column(name, type) })),
});
const renamed = (input: Relation): Relation => ({
  kind: 'project',
  input,
  columns: [
    { name: 'time', expression: column('time', 'datetime') },
    { name: 'source', expression: string('name') },
    { name: 'name', expression: string('source') },
    { name: 'loud', expression: call('upper', [string('agent')]) },
    { name: 'ok', expression: column('ok', 'bool') },
  ],
});
const perSource = (input: Relation): Relation => ({
  kind: 'aggregate',
  input,
  groups: [{ name: 'source', expression: string('source') }],
  aggregates: [
    { name: 'rows', fn: 'count', args: [], type: 'long' },
    { name: 'last', fn: 'max', args: [column('time', 'datetime')], type: 'datetime' },
  ],
});
const byTime = (input: Relation): Relation => ({
  kind: 'sort',
  input,
  keys: [
    { expression: column('time', 'datetime'), descending: true, nulls: 'last' },
    { expression: string('note'), descending: false, nulls: 'last' },
  ],
});

/** The forms that rules have: filters over a log, over names of a view, then more of all kinds. */
const forms: Readonly<Record<string, (first: Expression, second: Expression) => Relation>> = {
  filter: (first) => filtered(first),
  'filter of filter': (first, second) => filtered(second, filtered(first)),
  'chosen columns': (first) => pick(filtered(first), 'time', 'name', 'details'),
  'more chosen columns': (first, second) => pick(filtered(second, filtered(first)), 'note'),
  'under other names': (first) =>
    filtered(call('eq', [string('source'), text('ListUsers')]), renamed(filtered(first))),
  'with a value added': (first, second) =>
    filtered(call('eq', [string('both'), text('true')]), {
      kind: 'extend',
      input: filtered(first),
      columns: [{ name: 'both', expression: call('if', [second, text('true'), text('false')]) }],
    }),
  counted: (first) => perSource(filtered(first)),
  'counted, then filtered': (first, second) =>
    filtered(call('gt', [column('rows', 'long'), long(5)]), perSource(filtered(and(first, second)))),
  sorted: (first) => byTime(filtered(first)),
  'the first few': (first, second) =>
    filtered(second, { kind: 'limit', input: byTime(filtered(first)), count: 40 }),
  'one after the other': (first, second) => ({
    kind: 'union',
    inputs: [pick(filtered(first), 'time', 'note'), pick(filtered(second), 'time', 'note')],
  }),
  'among others': (first, second) =>
    filtered({
      kind: 'inQuery',
      type: 'bool',
      value: string('agent'),
      relation: pick(filtered(and(first, second)), 'agent'),
    }),
  joined: (first, second) => ({
    kind: 'join',
    flavour: 'leftSemi',
    left: filtered(first),
    right: filtered(second),
    condition: call('eq', [column('agent', 'string', 'left'), column('agent', 'string', 'right')]),
    columns: columns.map(({ name }) => ({ name, side: 'left', source: name })),
  }),
  named: (first, second) => ({
    kind: 'let',
    name: 'some',
    value: pick(filtered(first), 'time', 'note', 'ok'),
    materialised: true,
    body: filtered(or(second, column('ok', 'bool')), {
      kind: 'reference',
      name: 'some',
      columns: [
        { name: 'time', type: 'datetime' },
        { name: 'note', type: 'string' },
        { name: 'ok', type: 'bool' },
      ],
    }),
  }),
};

/** In a `let`, only what its body may read. */
const readsOnly = (expression: Expression, allowed: ReadonlySet<string>): boolean => {
  if (expression.kind === 'column') return allowed.has(expression.name);
  return partsOf(expression).every((part) => readsOnly(part, allowed));
};
const NAMED = new Set(['time', 'note', 'ok']);

const question = fc
  .record({
    form: fc.constantFrom(...Object.keys(forms)),
    first: condition,
    second: condition,
    repeated: fc.boolean(),
  })
  .map(({ form, first, second, repeated }): Question => {
    const make = forms[form];
    if (make === undefined) throw new Error(`there is no form ${form}`);
    const inBody = form === 'named' && !readsOnly(second, NAMED) ? bool(false) : second;
    return { relation: hideFuture(make(first, inBody)), repeated };
  });

/** Rows of answers whose order means nothing are compared as a bag. */
function bag({ columns: shown, rows }: ResultSet): unknown {
  return { columns: shown, rows: rows.map((row) => JSON.stringify(row)).toSorted() };
}

describe('questions taken together', () => {
  test('are answered as each is by itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(question, { minLength: 8, maxLength: 24 }), async (questions) => {
        const options = { now: NOW };
        const shared = await shareScans(questions, reader, options);
        try {
          for (const each of questions) {
            const alone = await reader.query(each.relation, options);
            if (each.repeated) {
              const narrowed = await shared.narrowed(each);
              for (const instant of [NOW, 410n]) {
                const expected = await reader.query(each.relation, { now: instant });
                expect(bag(await reader.query(narrowed, { now: instant }))).toEqual(bag(expected));
              }
            } else expect(bag(await shared.answer(each))).toEqual(bag(alone));
          }
        } finally {
          await shared.release();
        }
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  const asked = (predicates: readonly Expression[]): readonly Question[] =>
    predicates.map((predicate) => ({ relation: filtered(predicate), repeated: false }));
  const many = asked(atoms.slice(0, 12));

  test('keep the order of the log', async () => {
    const shared = await shareScans(many, reader, { now: NOW });
    for (const each of many) {
      expect(await shared.answer(each)).toEqual(await reader.query(each.relation, { now: NOW }));
    }
    await shared.release();
  });

  // `or` of null and what is not known yet is null or true, and never false: that does not make it certain.
  test('are certain of nothing that may be null', async () => {
    const denied = call('eq', [string('code'), text('AccessDenied')]);
    const unclear = ['payroll', 'clock', '37', '74', '111', '185', '9', 'note 4'].map((value) =>
      and(
        call('eq', [string('source'), text('iam')]),
        or(denied, call('contains', [string('note'), text(value)])),
      ),
    );
    const opposites = unclear.map((each) => not(call('isTrue', [not(each)])));
    const questions = asked([...unclear, ...opposites, ...unclear.map(not)]);
    const shared = await shareScans(questions, reader, { now: NOW });
    for (const each of questions) {
      expect(await shared.answer(each)).toEqual(await reader.query(each.relation, { now: NOW }));
    }
    await shared.release();
  });

  test('of a text with many rules are one answer, in their order, each under its name', async () => {
    const named = (predicate: Expression, index: number): Relation => ({
      kind: 'project',
      input: filtered(predicate),
      columns: [
        { name: 'rule', expression: text(`rule ${index}`) },
        { name: 'time', expression: column('time', 'datetime') },
        { name: 'kind', expression: call('pathText', [details, text('kind')]) },
      ],
    });
    const union: Relation = { kind: 'union', inputs: atoms.slice(0, 14).map(named) };
    const expected = await reader.query(union, { now: NOW });
    expect(expected.rows.length).toBeGreaterThan(500);
    expect(await answerUnion(union, reader, { now: NOW })).toEqual(expected);
  });

  test('fail by themselves: a pattern that the engine refuses leaves the others alone', async () => {
    const [broken] = asked([call('matchesRegex', [string('name'), text('(')])]);
    const [unclear] = asked([call('matchesRegex', [string('note'), text('[')])]);
    if (broken === undefined || unclear === undefined) throw new Error('there are two');
    const questions = [...many, broken, unclear];
    const shared = await shareScans(questions, reader, { now: NOW });
    await expect(shared.answer(broken)).rejects.toThrow('missing )');
    await expect(shared.answer(unclear)).rejects.toThrow('missing ]');
    for (const each of many) {
      expect(await shared.answer(each)).toEqual(await reader.query(each.relation, { now: NOW }));
    }
    await shared.release();
  });

  test('ask the log itself a few times, however many they are', async () => {
    const equal = (value: number): Expression =>
      and(call('eq', [string('source'), text('iam')]), call('eq', [column('size', 'long'), long(value)]));
    const countOf = async (number: number): Promise<number> => {
      let statements = 0;
      const counting: Reader = {
        ...reader,
        query: async (relation, options) => {
          statements += 1;
          return reader.query(relation, options);
        },
        keep: async (relation, options) => {
          statements += 1;
          return reader.keep(relation, options);
        },
      };
      const questions = asked(Array.from({ length: number }, (_, index) => equal(index)));
      const shared = await shareScans(questions, counting, { now: NOW });
      for (const each of questions) await shared.answer(each);
      await shared.release();
      return statements;
    };
    expect(await countOf(60)).toBe(await countOf(10));
  });

  test('hold nothing when they are done with', async () => {
    const shared = await shareScans(many, reader, { now: NOW });
    const [first] = many;
    if (first === undefined) throw new Error('there is one');
    await shared.answer(first);
    await shared.release();
    const kept: Relation = {
      kind: 'scan',
      dataset: '\u2192kept 1',
      columns: [{ name: 'c0', type: 'string' }],
    };
    await expect(reader.query(kept)).rejects.toThrow('does not exist');
  });
});
