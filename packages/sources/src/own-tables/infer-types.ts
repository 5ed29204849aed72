import { and, call, column, isNumeric, literal, long, nullOf, or, text } from '@interloper/plan';
import type { AggregateCall, Expression, Relation, ScalarType } from '@interloper/plan';
import { isRecord } from '../observed-names.js';
import { ownSource } from './own-source.js';
import type { OwnColumn, OwnTable } from './own-table.js';

/** A type that the values of a column may all be, and the condition that says so of one value. */
interface Hypothesis {
  readonly type: ScalarType;
  readonly json?: true;
  readonly holds: Expression;
}

/** What a column holds, before its values are looked at one by one. */
interface Kinds {
  /** Of JSON: bool, long, real, string, array, object; `cell` and `empty` of CSV. */
  readonly kinds: ReadonlySet<string>;
  /** The first value that is not empty, as text. */
  readonly example: string;
}

/** Kinds of values, each a bit. */
const kindNames = ['bool', 'long', 'real', 'string', 'array', 'object', 'cell', 'empty'] as const;

/** The plan whose one row says what kinds of values each column holds; read by `kindsOf`. */
export function kindsPlan(table: OwnTable): Relation {
  const aggregates = table.columns.flatMap(({ stored }, index): readonly AggregateCall[] => {
    const { kind, written, isCell } = partsOf(stored);
    const bit = (name: (typeof kindNames)[number]): Expression => long(1 << kindNames.indexOf(name));
    const bits = call('case', [
      call('isTrue', [and(isCell, call('eq', [written, text('')]))]),
      bit('empty'),
      call('isTrue', [isCell]),
      bit('cell'),
      ...kindNames.slice(0, -2).flatMap((name) => [call('eq', [kind, text(name)]), bit(name)]),
      nullOf('long'),
    ]);
    return [
      { name: `kinds ${index}`, fn: 'bitOrAll', args: [bits], type: 'long' },
      {
        name: `example ${index}`,
        fn: 'min',
        args: [call('nullIf', [written, text('')])],
        type: 'string',
      },
    ];
  });
  return overAll(table, aggregates);
}

/** Reads the row of `kindsPlan`. */
export function kindsOf(table: OwnTable, row: readonly unknown[]): readonly Kinds[] {
  return table.columns.map((_, index) => {
    const bits = Number(row[2 * index] ?? 0);
    const example = row[2 * index + 1];
    return {
      kinds: new Set(kindNames.filter((_name, place) => (bits & (1 << place)) !== 0)),
      example: typeof example === 'string' ? example : '',
    };
  });
}

/** The plan whose one row says which hypotheses hold of all values; undefined when there is nothing to ask. */
export function hypothesesPlan(table: OwnTable, found: readonly Kinds[]): Relation | undefined {
  const asked = table.columns.flatMap(({ stored }, index) =>
    hypothesesOf(stored, found[index]).map(({ holds }) => holds),
  );
  if (asked.length === 0) return undefined;
  return overAll(
    table,
    asked.map((holds, index) => ({ name: `holds ${index}`, fn: 'allTrue', args: [holds], type: 'bool' })),
  );
}

/**
 * The table with the type of each column: the one that holds every value as it is written. Text of JSON stays text,
 * also where it looks like a number; cells of CSV, which have no types, are what all of them look like. Numbers beyond
 * what a type holds exactly are text; values of several types are dynamic.
 */
export function withTypes(table: OwnTable, found: readonly Kinds[], answers: readonly unknown[]): OwnTable {
  let at = 0;
  const columns = table.columns.map(({ name, stored }, index): OwnColumn => {
    const hypotheses = hypothesesOf(stored, found[index]);
    const start = at;
    at += hypotheses.length;
    const sound = hypotheses.find((_, offset) => answers[start + offset] === true);
    if (sound !== undefined)
      return { name, stored, type: sound.type, ...(sound.json === undefined ? {} : { json: true }) };
    return { name, stored, type: otherwise(found[index]) };
  });
  return { ...table, columns };
}

/** The type of a column of which no hypothesis holds. */
function otherwise(found: Kinds | undefined): ScalarType {
  const kinds = [...(found?.kinds ?? [])].filter((kind) => kind !== 'empty');
  const [only] = kinds;
  if (only === undefined) return 'string';
  if (kinds.every((kind) => kind === 'string' || kind === 'cell')) return 'string';
  if (kinds.every((kind) => kind === 'long' || kind === 'real'))
    return only === 'real' && kinds.length === 1 ? 'real' : 'string';
  return kinds.length === 1 && only === 'bool' ? 'bool' : 'dynamic';
}

const DATE = String.raw`^\s*\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|\s*$)`;
const WHOLE = String.raw`^-?(?:0|[1-9]\d{0,18})$`;
/** Spelled as the number would be written again: 1.50, a version or an amount, is text. */
const REAL = String.raw`^-?(?:0|[1-9]\d{0,14})(?:\.\d{0,14}[1-9])?$`;
/** Beyond it a real does not hold every whole number. */
const EXACT = 9_007_199_254_740_992;

/** What a column's values may all be, judged by one of them. Cells without text are of every type. */
function hypothesesOf(stored: string, found: Kinds | undefined): readonly Hypothesis[] {
  const kinds = [...(found?.kinds ?? [])].filter((kind) => kind !== 'empty');
  const example = found?.example ?? '';
  const { value, written } = partsOf(stored);
  const converts = (fn: 'toLong' | 'toDatetime', from: Expression): Expression =>
    call('not', [call('isNull', [call(fn, [from])])]);
  const matches = (pattern: string): Expression => call('matchesRegex', [written, text(pattern)]);
  const isKind = (kind: string): boolean => kinds.length === 1 && kinds[0] === kind;
  const hypotheses: Hypothesis[] = [];
  if (isKind('long')) hypotheses.push({ type: 'long', holds: converts('toLong', value) });
  if (kinds.length === 2 && kinds.includes('long') && kinds.includes('real')) {
    const magnitude = call('abs', [call('toReal', [value])]);
    hypotheses.push({ type: 'real', holds: call('le', [magnitude, literal('real', EXACT)]) });
  }
  // Only dates that begin with the year: in others the day may come first.
  if ((isKind('string') || isKind('cell')) && looksLike(example, DATE))
    hypotheses.push({ type: 'datetime', holds: and(matches(DATE), converts('toDatetime', written)) });
  if (isKind('cell')) {
    if (looksLike(example, WHOLE))
      hypotheses.push({ type: 'long', holds: and(matches(WHOLE), converts('toLong', value)) });
    if (looksLike(example, REAL)) hypotheses.push({ type: 'real', holds: matches(REAL) });
    if (/^(?:true|false)$/i.test(example))
      hypotheses.push({ type: 'bool', holds: matches('^(?i:true|false)$') });
    if (isJson(example)) {
      const kind = call('jsonType', [call('parseJson', [written])]);
      hypotheses.push({
        type: 'dynamic',
        json: true,
        holds: call('in', [kind, text('array'), text('object')]),
      });
    }
  }
  const isEmpty = call('isNull', [call('nullIf', [written, text('')])]);
  return hypotheses.map((each) => {
    const open = isKind('string') || (isNumeric(each.type) && !isKind('cell'));
    const absent = open ? call('isNull', [value]) : isEmpty;
    return { ...each, holds: or(absent, call('isTrue', [each.holds])) };
  });
}

function looksLike(example: string, pattern: string): boolean {
  return new RegExp(pattern, 'u').test(example);
}

function isJson(example: string): boolean {
  try {
    const value: unknown = JSON.parse(example);
    return Array.isArray(value) || isRecord(value);
  } catch {
    return false;
  }
}

function partsOf(stored: string): {
  readonly value: Expression;
  readonly kind: Expression;
  readonly written: Expression;
  readonly isCell: Expression;
} {
  const value = column(stored, 'dynamic');
  const kind = call('jsonType', [value]);
  const isCell = and(column('Cells', 'bool'), call('eq', [kind, text('string')]));
  return { value, kind, written: call('toText', [value]), isCell };
}

function overAll(table: OwnTable, aggregates: readonly AggregateCall[]): Relation {
  const { dataset } = ownSource(table);
  return {
    kind: 'aggregate',
    input: { kind: 'scan', dataset: dataset.name, columns: dataset.columns },
    groups: [],
    aggregates,
  };
}
