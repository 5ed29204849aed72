import { and, call, column, long } from '@interloper/plan';
import type { Source } from '@interloper/sources';
import type { Store } from '@interloper/sql';
import { appendGroup } from './append-group.js';
import type { AppendOptions } from './append-group.js';
import { wholeScan } from './fast-path.js';
import type { SalvagedFile } from './slow-path.js';

/**
 * Reads the files that the salvage wrote. The engine may still refuse a line of them (a record beyond its size): its
 * row is hidden and its place in the file given back, so that nothing goes without a word.
 */
export async function readSalvaged(
  store: Store,
  file: SalvagedFile,
  options: AppendOptions = {},
): Promise<readonly number[]> {
  const { dataset }: Source = file.source;
  const numbered = { ...options, numbered: true };
  const { firstRow, rows } = await appendGroup(store, dataset, file.group, [file.path], numbered);
  const row = column('_row', 'long');
  const lost = await store.query({
    kind: 'project',
    input: {
      kind: 'filter',
      input: wholeScan(dataset),
      predicate: and(
        call('ge', [row, long(firstRow)]),
        call('lt', [row, long(firstRow + rows)]),
        call('isNull', [column('_file', 'string')]),
      ),
    },
    columns: [{ name: '_row', expression: row }],
  });
  const numbers = lost.rows.map(([value]) => Number(value));
  await store.hide(dataset.name, numbers);
  return numbers.map((number) => number - firstRow + 1);
}
