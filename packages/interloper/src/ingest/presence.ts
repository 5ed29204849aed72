import { call, column, long, not, text } from '@interloper/plan';
import type { AggregateCall, Expression, Relation } from '@interloper/plan';
import type { Dataset } from '@interloper/sources';
import type { Reader } from '@interloper/sql';
import { textCell } from './cells.js';
import { hasValue, wholeScan } from './fast-path.js';

/** The expected columns that no row of an input fills, by input. */
export async function missingFields(
  reader: Pick<Reader, 'query'>,
  dataset: Dataset,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const counts = dataset.expected.flatMap(({ column: name, where }, index): readonly AggregateCall[] => [
    { name: `all${index}`, fn: 'countIf', args: [where], type: 'long' },
    { name: `some${index}`, fn: 'countIf', args: [hasValue(columnOf(dataset, name))], type: 'long' },
  ]);
  const { rows } = await reader.query(perFile(dataset, counts));
  return new Map(
    rows.map(([input, , ...numbers]) => [
      textCell(input),
      dataset.expected
        .filter((_, index) => Number(numbers[2 * index]) > 0 && Number(numbers[2 * index + 1]) === 0)
        .map(({ column: name }) => name),
    ]),
  );
}

/** A value that could not be converted, with how often that happened in an input. */
export interface Unconverted {
  readonly input: string;
  readonly column: string;
  readonly rows: number;
  /** One of the values. */
  readonly example: string;
}

/** Values that could not be converted, by input and column. */
export async function unconvertedValues(
  reader: Pick<Reader, 'query'>,
  dataset: Dataset,
): Promise<readonly Unconverted[]> {
  const value = column(dataset.unconverted, 'string');
  const name = call('regexExtract', [value, text('^([^=]*)='), long(1)]);
  const { rows } = await reader.query({
    kind: 'aggregate',
    input: { kind: 'filter', input: wholeScan(dataset), predicate: not(call('isNull', [value])) },
    groups: [
      { name: '_file', expression: column('_file', 'string') },
      { name: 'column', expression: name },
    ],
    aggregates: [
      { name: 'rows', fn: 'count', args: [], type: 'long' },
      { name: 'example', fn: 'min', args: [value], type: 'string' },
    ],
  });
  return rows.map(([input, columnName, count, example]) => ({
    input: textCell(input),
    column: textCell(columnName),
    rows: Number(count),
    example: textCell(example).slice(textCell(columnName).length + 1),
  }));
}

function perFile(dataset: Dataset, aggregates: readonly AggregateCall[], where?: Expression): Relation {
  const scan = wholeScan(dataset);
  return {
    kind: 'aggregate',
    input: where === undefined ? scan : { kind: 'filter', input: scan, predicate: where },
    groups: [{ name: '_file', expression: column('_file', 'string') }],
    aggregates: [{ name: 'rows', fn: 'count', args: [], type: 'long' }, ...aggregates],
  };
}

function columnOf(dataset: Dataset, name: string): Expression {
  const found = dataset.columns.find((item) => item.name === name);
  if (found === undefined) throw new Error(`${dataset.name} has no column ${name}`);
  return column(name, found.type);
}
