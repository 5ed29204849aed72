import fc from 'fast-check';

/**
 * Expressions as KQL text together with what they mean, written from the documentation in plain TypeScript: slow, simple,
 * and sharing nothing with the front end. Null is null; text is never null.
 */
interface Meaning<T> {
  readonly text: string;
  readonly of: (row: GeneratedRow) => T;
}

export interface GeneratedRow {
  readonly name: string;
  readonly other: string;
  readonly n: number | null;
  readonly m: number | null;
  readonly ok: boolean | null;
}

type Text = Meaning<string>;
type Whole = Meaning<number | null>;
type Truth = Meaning<boolean | null>;

/** The columns of the rows, as `datatable` declares them. */
export const COLUMNS = 'name:string, other:string, n:long, m:long, ok:bool';

export const row: fc.Arbitrary<GeneratedRow> = fc.record({
  name: fc.constantFrom('', 'ada', 'Ada', 'ADA lovelace', 'x-ada.y', 'adam', 'éva', '42', 'a_b'),
  other: fc.constantFrom('', 'ada', 'lovelace', 'Byron', '42'),
  n: fc.option(fc.integer({ min: -9, max: 9 }), { nil: null }),
  m: fc.option(fc.constantFrom(0, 1, 2, 5, 1_000_000), { nil: null }),
  ok: fc.option(fc.boolean(), { nil: null }),
});

export function literalRow({ name, other, n, m, ok }: GeneratedRow): string {
  const longs = [n, m].map((value) => (value === null ? 'long(null)' : `long(${value})`));
  return `${quoted(name)}, ${quoted(other)}, ${longs.join(', ')}, ${ok === null ? 'bool(null)' : String(ok)}`;
}

const quoted = (value: string): string => JSON.stringify(value);
const constant = <T>(text: string, value: T): Meaning<T> => ({ text, of: () => value });

const words = fc.constantFrom('ada', 'ADA', 'lovelace', 'adam', '42', 'byron', 'éva');

/** Runs of letters and digits: the terms of `has`. https://learn.microsoft.com/kusto/query/datatypes-string-operators#what-is-a-term */
const termsOf = (value: string): readonly string[] => value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const lower = (value: string): string => value.toLowerCase();

/** Tests of a text against a word. https://learn.microsoft.com/kusto/query/datatypes-string-operators */
const tests: Readonly<Record<string, (value: string, word: string) => boolean>> = {
  '==': (value, word) => value === word,
  '!=': (value, word) => value !== word,
  '=~': (value, word) => lower(value) === lower(word),
  '!~': (value, word) => lower(value) !== lower(word),
  has: (value, word) => termsOf(value).includes(lower(word)),
  '!has': (value, word) => !termsOf(value).includes(lower(word)),
  hasprefix: (value, word) => termsOf(value).some((term) => term.startsWith(lower(word))),
  hassuffix: (value, word) => termsOf(value).some((term) => term.endsWith(lower(word))),
  contains: (value, word) => lower(value).includes(lower(word)),
  '!contains': (value, word) => !lower(value).includes(lower(word)),
  contains_cs: (value, word) => value.includes(word),
  startswith: (value, word) => lower(value).startsWith(lower(word)),
  '!startswith': (value, word) => !lower(value).startsWith(lower(word)),
  startswith_cs: (value, word) => value.startsWith(word),
  endswith: (value, word) => lower(value).endsWith(lower(word)),
  endswith_cs: (value, word) => value.endsWith(word),
};

/** Tests of a text against several words. */
const listTests: Readonly<Record<string, (value: string, words: readonly string[]) => boolean>> = {
  in: (value, list) => list.includes(value),
  '!in': (value, list) => !list.includes(value),
  'in~': (value, list) => list.map(lower).includes(lower(value)),
  '!in~': (value, list) => !list.map(lower).includes(lower(value)),
  has_any: (value, list) => list.some((word) => termsOf(value).includes(lower(word))),
  has_all: (value, list) => list.every((word) => termsOf(value).includes(lower(word))),
};

/**
 * Comparisons of numbers: null equals no value; whether two nulls are equal is null, as is what comes before null.
 * https://learn.microsoft.com/kusto/query/scalar-data-types/null-values
 */
const comparisons: Readonly<Record<string, (one: number | null, other: number | null) => boolean | null>> = {
  '==': (one, other) => (one === null && other === null ? null : one === other),
  '!=': (one, other) => (one === null && other === null ? null : one !== other),
  '<': (one, other) => (one === null || other === null ? null : one < other),
  '<=': (one, other) => (one === null || other === null ? null : one <= other),
  '>': (one, other) => (one === null || other === null ? null : one > other),
  '>=': (one, other) => (one === null || other === null ? null : one >= other),
};

/** Arithmetic of whole numbers: null makes null, and division cuts. https://learn.microsoft.com/kusto/query/numerical-operators */
const arithmetic: Readonly<Record<string, (one: number, other: number) => number | null>> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
};

function both(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

const negated = (value: boolean | null): boolean | null => (value === null ? null : !value);

const textColumn = fc.constantFrom<Text>(
  { text: 'name', of: ({ name }) => name },
  { text: 'other', of: ({ other }) => other },
);
const wholeColumn = fc.constantFrom<Whole>({ text: 'n', of: ({ n }) => n }, { text: 'm', of: ({ m }) => m });
const wholeLiteral = fc.integer({ min: -9, max: 9 }).map((value): Whole => constant(`(${value})`, value));
const okColumn = fc.constant<Truth>({ text: 'ok', of: ({ ok }) => ok });

const { texts, wholes, truths } = fc.letrec<{ texts: Text; wholes: Whole; truths: Truth }>((tie) => ({
  texts: fc.oneof(
    { depthSize: 'small' },
    textColumn,
    words.map((word) => constant(quoted(word), word)),
    tie('texts').map((part): Text => ({ text: `tolower(${part.text})`, of: (at) => lower(part.of(at)) })),
    tie('texts').map((part): Text => ({
      text: `toupper(${part.text})`,
      of: (at) => part.of(at).toUpperCase(),
    })),
    fc.tuple(tie('texts'), tie('texts')).map(([one, two]): Text => ({
      text: `strcat(${one.text}, ${two.text})`,
      of: (at) => one.of(at) + two.of(at),
    })),
    tie('wholes').map((part): Text => ({
      text: `tostring(${part.text})`,
      of: (at) => String(part.of(at) ?? ''),
    })),
    fc.tuple(tie('truths'), tie('texts'), tie('texts')).map(([test, yes, no]): Text => ({
      text: `iff(${test.text}, ${yes.text}, ${no.text})`,
      of: (at) => (test.of(at) === true ? yes.of(at) : no.of(at)),
    })),
  ),
  wholes: fc.oneof(
    { depthSize: 'small' },
    wholeColumn,
    wholeLiteral,
    tie('texts').map((part): Whole => ({
      text: `strlen(${part.text})`,
      of: (at) => part.of(at).length,
    })),
    fc
      .tuple(tie('wholes'), fc.constantFrom(...Object.entries(arithmetic)), wholeLiteral)
      .map(([one, [operator, apply], two]): Whole => ({
        text: `(${one.text} ${operator} ${two.text})`,
        of: (at) => {
          const [left, right] = [one.of(at), two.of(at)];
          return left === null || right === null ? null : apply(left, right);
        },
      })),
    fc.tuple(tie('wholes'), tie('wholes')).map(([one, two]): Whole => ({
      text: `coalesce(${one.text}, ${two.text})`,
      of: (at) => one.of(at) ?? two.of(at),
    })),
    fc.tuple(tie('truths'), tie('wholes'), tie('wholes')).map(([test, yes, no]): Whole => ({
      text: `case(${test.text}, ${yes.text}, ${no.text})`,
      of: (at) => (test.of(at) === true ? yes.of(at) : no.of(at)),
    })),
  ),
  truths: fc.oneof(
    { depthSize: 'small' },
    okColumn,
    fc
      .tuple(tie('texts'), fc.constantFrom(...Object.entries(tests)), words)
      .map(([value, [name, test], word]): Truth => ({
        text: `(${value.text} ${name} ${quoted(word)})`,
        of: (at) => test(value.of(at), word),
      })),
    fc
      .tuple(
        tie('texts'),
        fc.constantFrom(...Object.entries(listTests)),
        fc.array(words, { minLength: 1, maxLength: 3 }),
      )
      .map(([value, [name, test], list]): Truth => ({
        text: `(${value.text} ${name} (${list.map(quoted).join(', ')}))`,
        of: (at) => test(value.of(at), list),
      })),
    fc
      .tuple(tie('wholes'), fc.constantFrom(...Object.entries(comparisons)), tie('wholes'))
      .map(([one, [name, test], two]): Truth => ({
        text: `(${one.text} ${name} ${two.text})`,
        of: (at) => test(one.of(at), two.of(at)),
      })),
    fc.tuple(tie('wholes'), wholeLiteral, wholeLiteral).map(([value, from, to]): Truth => ({
      text: `(${value.text} between (${from.text} .. ${to.text}))`,
      of: (at) => {
        const [found, least, most] = [value.of(at), from.of(at), to.of(at)];
        return found === null || least === null || most === null ? null : found >= least && found <= most;
      },
    })),
    tie('texts').map((part): Truth => ({ text: `isempty(${part.text})`, of: (at) => part.of(at) === '' })),
    tie('wholes').map((part): Truth => ({ text: `isnull(${part.text})`, of: (at) => part.of(at) === null })),
    tie('truths').map((part): Truth => ({ text: `not(${part.text})`, of: (at) => negated(part.of(at)) })),
    fc.tuple(tie('truths'), tie('truths')).map(([one, two]): Truth => ({
      text: `(${one.text} and ${two.text})`,
      of: (at) => both(one.of(at), two.of(at)),
    })),
    fc.tuple(tie('truths'), tie('truths')).map(([one, two]): Truth => ({
      text: `(${one.text} or ${two.text})`,
      of: (at) => negated(both(negated(one.of(at)), negated(two.of(at)))),
    })),
  ),
}));

export { texts, truths, wholes };

/** An aggregate over the rows of a group. */
export interface AggregateMeaning {
  readonly text: string;
  readonly of: (rows: readonly GeneratedRow[]) => number | string | null;
}

const present = (part: Whole, rows: readonly GeneratedRow[]): readonly number[] =>
  rows.map((at) => part.of(at)).filter((value) => value !== null);

/** Aggregates leave nulls out. https://learn.microsoft.com/kusto/query/aggregation-functions */
export const aggregates: fc.Arbitrary<AggregateMeaning> = fc.oneof(
  fc.constant<AggregateMeaning>({ text: 'count()', of: (rows) => rows.length }),
  truths.map((test): AggregateMeaning => ({
    text: `countif(${test.text})`,
    of: (rows) => rows.filter((at) => test.of(at) === true).length,
  })),
  wholes.map((part): AggregateMeaning => ({
    text: `sum(${part.text})`,
    of: (rows) => present(part, rows).reduce((sum, value) => sum + value, 0),
  })),
  wholes.map((part): AggregateMeaning => ({
    text: `min(${part.text})`,
    of: (rows) => present(part, rows).toSorted((one, two) => one - two)[0] ?? null,
  })),
  fc.tuple(wholes, truths).map(([part, test]): AggregateMeaning => ({
    text: `maxif(${part.text}, ${test.text})`,
    of: (rows) =>
      present(
        part,
        rows.filter((at) => test.of(at) === true),
      ).toSorted((one, two) => two - one)[0] ?? null,
  })),
  texts.map((part): AggregateMeaning => ({
    text: `dcount(${part.text})`,
    of: (rows) => new Set(rows.map((at) => part.of(at))).size,
  })),
  texts.map((part): AggregateMeaning => ({
    text: `strcat_array(array_sort_asc(make_set(${part.text})), "|")`,
    of: (rows) =>
      [...new Set(rows.map((at) => part.of(at)))].toSorted((one, two) => (one < two ? -1 : 1)).join('|'),
  })),
);
