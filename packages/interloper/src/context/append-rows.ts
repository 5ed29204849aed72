import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { call, column } from '@interloper/plan';
import type { Column, Expression, NamedExpression, Scan } from '@interloper/plan';
import type { Store } from '@interloper/sql';
import type { ContextRow } from '@interloper/sources';
import { createTemporaryFolder } from '../workspace/temporary-folder.js';

/** Rows of a context dataset: text by column, which becomes the column's type. `_record` is the line in the file. */
export interface StoredRows {
  readonly dataset: string;
  readonly columns: readonly Column[];
  readonly rows: Iterable<ContextRow>;
  /** The file they come from. */
  readonly file: string;
}

/** Appends rows, through a temporary file of JSON lines that the engine reads in bulk. */
export async function appendRows(store: Store, { dataset, columns, rows, file }: StoredRows): Promise<void> {
  const folder = createTemporaryFolder();
  try {
    const path = join(folder.path, 'rows.ndjson');
    await pipeline(Readable.from(lines(rows)), createWriteStream(path));
    await store.append(dataset, {
      kind: 'project',
      input: {
        kind: 'readFiles',
        container: { kind: 'lines' },
        compression: 'none',
        files: [path],
        fields: [...columns.map(({ name }) => name), '_record'].map((name) => ({
          name,
          type: 'string',
          path: [name],
        })),
      },
      columns: [
        ...columns.map(typed),
        { name: '_file', expression: { kind: 'literal', type: 'string', value: file } },
        { name: '_record', expression: call('toLong', [column('_record', 'string')]) },
      ],
    });
  } finally {
    folder.remove();
  }
}

/** Hides all rows of a dataset: others take their place. */
export async function hideRows(store: Store, dataset: string): Promise<void> {
  const scan: Scan = { kind: 'scan', dataset, columns: [{ name: '_row', type: 'long' }] };
  const { rows } = await store.query(scan);
  await store.hide(
    dataset,
    rows.map(([row]) => Number(row)),
  );
}

/** Lines enough to be written at once. */
const BATCH = 1000;

function* lines(rows: Iterable<ContextRow>): Generator<string> {
  let batch: string[] = [];
  for (const row of rows) {
    batch.push(`${JSON.stringify(row)}\n`);
    if (batch.length < BATCH) continue;
    yield batch.join('');
    batch = [];
  }
  // The engine infers nothing from an empty file: a row of nothing would be one.
  yield batch.join('');
}

function typed({ name, type }: Column): NamedExpression {
  return { name, expression: converted(column(name, 'string'), type) };
}

function converted(value: Expression, type: Column['type']): Expression {
  switch (type) {
    case 'string':
      return value;
    case 'datetime':
      return call('toDatetime', [value]);
    case 'real':
      return call('toReal', [value]);
    case 'long':
      return call('toLong', [value]);
    case 'bool':
      return call('toBool', [value]);
    case 'dynamic':
      return call('parseJson', [value]);
    default:
      throw new Error(`a context table has no column of type ${type}`);
  }
}
