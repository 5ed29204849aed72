import { duckdb } from '@interloper/duckdb';
import { validatePlan } from '@interloper/plan';
import { spl } from '@interloper/spl';
import type { Store } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW, logsOf } from './inline-events.js';

let store: Store;

beforeAll(async () => {
  store = await duckdb.open();
});

afterAll(async () => {
  await store.close();
});

const EVENTS = [
  { at: 0, u: 'mina', t: '10', n: 1, r: 1.5, ok: true, tags: ['a', 'b'], loc: { city: 'Oslo' } },
  { at: 5, u: 'tom', t: 'x', n: 2, r: -2, ok: false, tags: [], loc: { city: 'Rome' } },
  { at: 5, u: 'mina', n: 3 },
];

const field = fc.constantFrom(
  'u',
  't',
  'n',
  'r',
  'ok',
  "'tags{}'",
  'tags',
  "'loc.city'",
  '_time',
  'new',
  'count',
  'nothing',
);
const bare = field.map((name) => name.replaceAll("'", ''));
const value: fc.Arbitrary<string> = fc.letrec<{ value: string; test: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    field,
    fc.constantFrom('1', '2.5', '"mina"', '"10"', '""', 'null()', 'now()'),
    fc
      .tuple(tie('value'), fc.constantFrom('+', '-', '*', '/', '%', '.'), tie('value'))
      .map((parts) => `(${parts.join(' ')})`),
    fc
      .tuple(
        fc.constantFrom(
          'lower',
          'upper',
          'tonumber',
          'tostring',
          'abs',
          'round',
          'mvcount',
          'mvdedup',
          'typeof',
          'md5',
          'trim',
          'sqrt',
          'floor',
        ),
        tie('value'),
      )
      .map(([fn, argument]) => `${fn}(${argument})`),
    fc
      .tuple(fc.constantFrom('coalesce', 'mvappend', 'nullif'), tie('value'), tie('value'))
      .map(([fn, a, b]) => `${fn}(${a}, ${b})`),
    fc.tuple(tie('test'), tie('value'), tie('value')).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
    fc.tuple(tie('test'), tie('value')).map(([a, b]) => `case(${a}, ${b})`),
    tie('value').map((inner) => `mvindex(split(${inner}, "i"), 0)`),
    tie('value').map((inner) => `strftime(${inner}, "%F")`),
  ),
  test: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(tie('value'), fc.constantFrom('=', '!=', '<', '>='), tie('value'))
      .map((parts) => parts.join(' ')),
    tie('value').map((inner) => `isnull(${inner})`),
    tie('value').map((inner) => `match(${inner}, "^m")`),
    tie('value').map((inner) => `${inner} IN ("mina", 1, "x")`),
    tie('test').map((inner) => `NOT (${inner})`),
    fc
      .tuple(tie('test'), fc.constantFrom('AND', 'OR', 'XOR'), tie('test'))
      .map((parts) => `(${parts.join(' ')})`),
  ),
})).value;

const aggregation = fc
  .tuple(
    fc.constantFrom(
      'count',
      'dc',
      'values',
      'list',
      'min',
      'max',
      'sum',
      'avg',
      'first',
      'last',
      'earliest',
      'latest',
      'stdev',
      'mode',
      'perc90',
      'range',
    ),
    bare,
  )
  .map(([name, argument]) => `${name}(${argument}) as x_${name}`);

const step = fc.oneof(
  fc
    .tuple(fc.constantFrom('new', 'u', 'n', '_time'), value)
    .map(([name, expression]) => `eval ${name}=${expression}`),
  value.map((expression) => `where isnotnull(${expression})`),
  fc.tuple(value, value).map(([left, right]) => `where ${left} = ${right} OR 1=1`),
  fc
    .tuple(bare, fc.constantFrom('=', '!=', '<'), fc.constantFrom('mina', '5', '1.0', 'm*', '"*"'))
    .map((parts) => `search ${parts.join('')} OR n>0`),
  fc.tuple(aggregation, aggregation, bare).map(([a, b, by]) => `stats count ${a} ${b} by ${by}`),
  fc.tuple(aggregation, bare).map(([a, by]) => `eventstats ${a} by ${by}`),
  fc.tuple(aggregation, bare).map(([a, by]) => `streamstats ${a} by ${by}`),
  aggregation.map((a) => `streamstats window=2 current=f ${a}`),
  bare.map((name) => `dedup ${name}`),
  bare.map((name) => `sort - ${name}`),
  bare.map((name) => `sort 0 ${name}`),
  bare.map((name) => `fillnull value=none ${name}`),
  bare.map((name) => `filldown ${name}`),
  bare.map((name) => `mvexpand ${name}`),
  bare.map((name) => `top ${name}`),
  fc.tuple(bare, bare).map(([a, b]) => `table ${a}, ${b}`),
  bare.map((name) => `fields - ${name}`),
  fc.tuple(bare, bare).map(([a, b]) => `rename ${a} as ${b}`),
  bare.map((name) => `delta ${name}`),
  bare.map((name) => `mvcombine ${name}`),
  bare.map((name) => `transaction ${name} maxpause=3s`),
  fc.tuple(bare, value).map(([name, expression]) => `transaction ${name} endswith=eval(${expression}=1)`),
  bare.map((name) => `untable ${name} name value`),
  fc
    .tuple(bare, value)
    .map(([name, expression]) => `streamstats reset_before=(isnull(${expression})) count by ${name}`),
  bare.map((name) => `streamstats reset_on_change=true count by ${name}`),
  fc.tuple(bare, bare).map(([a, b]) => `search [ search sourcetype=test | fields ${a}, ${b} ]`),
  fc.tuple(bare, bare).map(([a, b]) => `search NOT [ search sourcetype=test | return 2 ${a}=${b} ]`),
  value.map((expression) => `eval new=json_object("a", 1, "b", json_array(${expression}))`),
  value.map((expression) => `eval new=strptime(${expression}, "%d/%b/%y %I %p")`),
  fc.constantFrom(
    'head 2',
    'tail 2',
    'reverse',
    'bin span=1h _time',
    'rename loc.* as *',
    'append [ search sourcetype=test | stats count by u ]',
    'join type=left u [ search sourcetype=test | stats count by u ]',
    'rex field=u "(?<new>m.)"',
    'appendpipe [ stats count ]',
    "foreach u t [ eval <<FIELD>>=upper('<<FIELD>>') ]",
  ),
);

test('whatever compiles runs', async () => {
  const { catalog, inline } = logsOf({ test: EVENTS });
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
      const { plan } = spl.compile(['sourcetype=test', ...steps].join(' | '), catalog);
      if (plan === undefined) return;
      expect(validatePlan(plan)).toEqual([]);
      ran += 1;
      await store.query(inline(plan), { now: NOW });
    }),
    { numRuns: 60 },
  );
  expect(ran).toBeGreaterThan(20);
}, 120_000);
