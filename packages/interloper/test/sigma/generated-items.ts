import fc from 'fast-check';
import type { ModelItem } from './reference-evaluator.js';

// A small alphabet makes matches likely; it has all signs that mean something to Sigma, to expressions or to SQL.
const SIGNS = ['a', 'A', 'b', 'é', 'É', '1', '*', '?', '\\', '.', '%', '_', "'", '-', ' '] as const;

/** A short text; `*`, `?` and `\` mean something where a rule holds it. */
export const word = fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 4 });

/** A short text without wildcards, for what must be encoded. */
export const plainWord = fc.string({
  unit: fc.constantFrom('a', 'A', 'b', 'é', '1', '.', '%', "'", '-', ' '),
  minLength: 1,
  maxLength: 4,
});

/** Options as command lines have them: dashes and slashes before letters, and where they begin none. */
export const optionText = fc
  .array(fc.constantFrom('-', '/', '\u2013', '\u2014', '\u2015', 'a', 'b', 'é', '1', ' '), { maxLength: 4 })
  .map((signs) => signs.join(''));

/** Texts of several lines. */
export const lines = fc
  .array(fc.constantFrom('a', 'b', '1', '\n', ' '), { maxLength: 4 })
  .map((signs) => signs.join(''));

export const address = fc.constantFrom(
  '192.0.2.1',
  '192.0.2.200',
  '198.51.100.7',
  '203.0.113.9',
  '2001:db8::1',
  '2001:DB8:0:0:1::',
  '2001:db9::1',
  '::1',
  'nowhere',
);

/** Entries of the lists that placeholders stand for, and texts near them. */
export const listed = fc.constantFrom(
  'alice',
  'Alice',
  'xalicex',
  'ROOT ADMIN',
  'srv1',
  'Srv*',
  'db-?',
  'db-1',
  '-alice',
);

/** Instants at both ends of days, ISO weeks and years. */
export const instants = [
  '2026-01-01T00:00:00Z',
  '2024-12-30T12:05:00Z',
  '2021-01-03T23:59:59Z',
  '2026-03-01T09:30:00Z',
  '2026-12-31T23:59:59.5Z',
  '2027-01-01T05:00:00Z',
] as const;

const texts = ['User', 'Other', 'Text', 'Risk', 'Tags', 'Detail.os', 'Detail.city', 'Detail.roles'] as const;
const dates = ['When', 'Stamp', 'Stamp', 'Other'] as const;

const places = fc.constantFrom([], ['contains'], ['startswith'], ['endswith']);
const more = fc.subarray(['cased', 'all', 'neq']);

/** A line: its modifiers are what always stands, in order, and some of the others. */
function line(
  fields: readonly string[],
  modifiers: fc.Arbitrary<readonly string[]>,
  value: fc.Arbitrary<ModelItem['values'][number]>,
  maxLength = 3,
): fc.Arbitrary<ModelItem> {
  return fc.record({
    field: fc.constantFrom(...fields),
    modifiers,
    values: fc.array(value, { minLength: 1, maxLength }),
  });
}

/** The modifier, then where it must be, then what else there may be. */
function first(name: string, ...rest: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.tuple(places, more).map(([place, others]) => [name, ...rest, ...place, ...others]);
}

const textValue = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }) },
);
const plainValue = fc.oneof(
  { weight: 8, arbitrary: plainWord },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }) },
);
const size = fc.constantFrom(-1, 0, 0.5, 1, 5, 11);
const sizes = (name: string): fc.Arbitrary<ModelItem> =>
  line(
    ['Code', 'Size', 'Text', 'Risk'],
    fc.subarray(['neq', 'all']).map((others) => [name, ...others]),
    size,
    2,
  );

const PATTERNS = [
  '^a',
  'b$',
  'a.?b',
  '[ab]{2}',
  '^$',
  String.raw`\d`,
  '(a|1)+',
  String.raw`\.`,
  'a|b',
  '^b',
  'a.b',
  'É',
];
const pattern = fc.constantFrom(...PATTERNS);
const expressions = (...names: readonly string[]): fc.Arbitrary<ModelItem> =>
  line(
    texts,
    fc
      .tuple(fc.constantFrom([], [], ['startswith'], ['endswith']), fc.subarray(['neq', 'all']))
      .map(([place, others]) => ['re', ...names, ...place, ...others]),
    pattern,
    2,
  );

const datePart = (name: string, values: readonly number[]): fc.Arbitrary<ModelItem> =>
  line(
    dates,
    fc
      .tuple(fc.constantFrom([], [], ['lt'], ['gte']), fc.subarray(['neq']))
      .map(([compare, others]) => [name, ...compare, ...others]),
    fc.constantFrom(...values),
    2,
  );

const encoded = (name: string): fc.Arbitrary<ModelItem> =>
  fc.oneof(
    line(['Text', 'Other'], first(name, 'base64'), plainValue, 2),
    line(['Text', 'Other'], first(name, 'base64offset'), plainValue, 2),
  );

// The signs of these fit into seven bits: in UTF-16 they are text again, with a zero beside each.
const asciiWord = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '1'), minLength: 1, maxLength: 2 });
const zeros = (name: string): fc.Arbitrary<ModelItem> =>
  fc.oneof(encoded(name), line(['Text', 'Other'], first(name), asciiWord, 2));

const placeholder = fc.oneof(
  line(
    ['User', 'Other', 'Tags', 'Detail.os'],
    fc
      .tuple(places, more, fc.boolean())
      .map(([place, others, last]) =>
        last ? [...place, 'expand', ...others] : ['expand', ...place, ...others],
      ),
    fc.constantFrom('%Administrators%', '-%Administrators%', 'x%Administrators%x', 'alice', 'a*'),
    2,
  ),
  line(['User', 'Other', 'Tags'], first('expand'), fc.constantFrom('%Servers%', 'srv1'), 2),
  line(
    ['Ip', 'Other'],
    fc.constantFrom(['expand'], ['cidr', 'expand'], ['cidr', 'expand', 'neq']),
    fc.constant('%Offices%'),
    1,
  ),
);

/** Lines that have a modifier, by its name; `all` and `neq` stand with others. */
export const itemsByModifier: Readonly<Record<string, fc.Arbitrary<ModelItem>>> = {
  contains: line(
    texts,
    more.map((others) => ['contains', ...others]),
    textValue,
  ),
  startswith: line(
    texts,
    more.map((others) => ['startswith', ...others]),
    textValue,
  ),
  endswith: line(
    texts,
    more.map((others) => ['endswith', ...others]),
    textValue,
  ),
  cased: line(
    texts,
    places.map((place) => [...place, 'cased']),
    textValue,
  ),
  all: line(
    texts,
    places.map((place) => [...place, 'all']),
    textValue,
  ),
  neq: line(
    [...texts, 'Code', 'Flag', 'Size'],
    places.map((place) => [...place, 'neq']),
    textValue,
  ),
  exists: line([...texts, 'Code', 'Flag', 'When'], fc.constant(['exists']), fc.boolean(), 1),
  fieldref: line(
    [...texts, 'Code', 'Flag', 'Size'],
    first('fieldref'),
    fc.constantFrom(...texts, 'Code', 'Flag', 'Size'),
    2,
  ),
  expand: placeholder,
  windash: line(
    ['Text', 'Other', 'Tags', 'Detail.os'],
    fc
      .tuple(places, more, fc.boolean())
      .map(([place, others, last]) =>
        last ? [...place, 'windash', ...others] : ['windash', ...place, ...others],
      ),
    fc.oneof(optionText, word),
    2,
  ),
  re: expressions(),
  i: expressions('i'),
  ignorecase: expressions('ignorecase'),
  m: expressions('m'),
  multiline: expressions('i', 'multiline'),
  s: expressions('s'),
  dotall: expressions('m', 'dotall'),
  wide: zeros('wide'),
  utf16le: zeros('utf16le'),
  utf16be: zeros('utf16be'),
  utf16: encoded('utf16'),
  base64: line(['Text', 'Other'], first('base64'), plainValue, 2),
  base64offset: line(['Text', 'Other'], first('base64offset'), plainValue, 2),
  lt: sizes('lt'),
  lte: sizes('lte'),
  gt: sizes('gt'),
  gte: sizes('gte'),
  minute: datePart('minute', [0, 5, 30, 59]),
  hour: datePart('hour', [0, 5, 9, 12, 23]),
  day: datePart('day', [1, 3, 30, 31]),
  week: datePart('week', [1, 9, 53]),
  month: datePart('month', [1, 3, 12]),
  year: datePart('year', [2021, 2024, 2026, 2027]),
  cidr: line(
    ['Ip', 'Ip', 'Tags', 'Other'],
    fc.subarray(['neq', 'all']).map((others) => ['cidr', ...others]),
    fc.constantFrom(
      '192.0.2.0/24',
      '192.0.2.128/25',
      '0.0.0.0/0',
      '198.51.100.7',
      '2001:db8::/32',
      '::/0',
      '::1/128',
    ),
    2,
  ),
};

/** Lines without a modifier: texts, numbers, truth values and absence. */
export const plainItem: fc.Arbitrary<ModelItem> = line(
  [...texts, 'Code', 'Flag', 'Size'],
  fc.constant([]),
  fc.oneof(word, fc.integer({ min: -2, max: 12 }), fc.boolean(), fc.constant(null)),
);
