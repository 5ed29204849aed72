import { bool, call, column, long, mapExpression, mapRelation, nullOf } from '@interloper/plan';
import type { Column, Expression, Relation, Scan } from '@interloper/plan';
import { rawColumn, rawDataset } from '@interloper/sources';
import type { Dataset } from '@interloper/sources';
import type { Store } from '@interloper/sql';
import { withoutPlace } from './reading-plan.js';
import type { FileGroup } from './reading-plan.js';

/** Makes room for raw text: rows that are there already get none, so that numbers agree from here on. */
export async function prepareRaw(store: Store, dataset: Dataset): Promise<void> {
  const name = rawDataset(dataset.name);
  const columns: readonly Column[] = [{ name: 'text', type: 'string' }];
  await store.createDataset(name, columns);
  if (!store.holds(dataset.name)) return;
  // Appending nothing tells how many rows there are, hidden ones included.
  const none = (scan: Scan): Relation => ({ kind: 'filter', input: scan, predicate: bool(false) });
  const rows = await store.append(
    dataset.name,
    none({ kind: 'scan', dataset: dataset.name, columns: dataset.columns }),
  );
  const texts = await store.append(name, none({ kind: 'scan', dataset: name, columns }));
  const lacking = rows.firstRow - texts.firstRow;
  if (lacking <= 0) return;
  await store.append(name, {
    kind: 'project',
    input: {
      kind: 'range',
      column: { name: 'n', type: 'long' },
      from: long(1),
      to: long(lacking),
      step: long(1),
    },
    columns: [{ name: 'text', expression: nullOf('string') }],
  });
}

/** The plan that reads the records of files as text, in the order in which `readingPlan` reads them. */
export function rawPlan(group: FileGroup, files: readonly string[], numbered = false): Relation {
  const record = column('record', 'string');
  return {
    kind: 'project',
    input: {
      kind: 'readFiles',
      container: group.container,
      files,
      ...(group.compression === undefined ? {} : { compression: group.compression }),
      fields: [{ name: 'record', type: 'string', path: [] }],
    },
    columns: [
      {
        name: 'text',
        expression: numbered ? withoutPlace(record) : record,
      },
    ],
  };
}

/**
 * Gives scans that ask for the raw text (views of `catalogOf(sources, { raw: true })`) the text from the dataset that
 * holds it: null where none was kept. Plans without such scans stay as they are.
 */
export function joinRaw(relation: Relation): Relation {
  const inside = (expression: Expression): Expression => mapExpression(expression, inside, joinRaw);
  if (relation.kind === 'scan') return asksForRaw(relation) ? joined(relation) : relation;
  return mapRelation(relation, joinRaw, inside);
}

function asksForRaw(scan: Scan): boolean {
  return scan.columns.some(({ name }) => name === rawColumn);
}

function joined(scan: Scan): Relation {
  const own = scan.columns.filter(({ name }) => name !== rawColumn && name !== '_row');
  return {
    kind: 'join',
    flavour: 'left',
    left: { ...scan, columns: [...own, { name: '_row', type: 'long' }] },
    right: {
      kind: 'scan',
      dataset: rawDataset(scan.dataset),
      columns: [
        { name: 'text', type: 'string' },
        { name: '_row', type: 'long' },
      ],
    },
    condition: call('eq', [column('_row', 'long', 'left'), column('_row', 'long', 'right')]),
    columns: scan.columns.map(({ name }) =>
      name === rawColumn ? { name, side: 'right', source: 'text' } : { name, side: 'left', source: name },
    ),
  };
}
