import { call, column } from '@interloper/plan';
import type { DatasetColumn, Expression, Scan, View, ViewColumn } from '@interloper/plan';
import { filled } from '../expressions.js';
import type { Dataset, Source } from '../source.js';
import { ownShapes } from './own-shapes.js';
import { ownDatasetName, ownRowColumns, timeNamesOf } from './own-table.js';
import type { OwnColumn, OwnTable } from './own-table.js';

/**
 * A table of its own as a source: recognised by nobody, read when it is asked for. KQL knows it by its name, SPL as a
 * sourcetype. Rows are never folded: nothing is known of what tells them apart.
 */
export function ownSource(table: OwnTable): Source {
  const { records, cells } = ownShapes(table);
  const dataset = ownDataset(table);
  return {
    id: dataset.name,
    title: `${table.name}, made of files that are no known log`,
    dataset,
    shapes: [records, cells],
    refuses: () => undefined,
    tables: [tableView(table, dataset)],
    sourcetypes: [sourcetypeView(table, dataset)],
    logsources: [],
    activities: [],
    exportHelp: '',
  };
}

function ownDataset({ name, columns }: OwnTable): Dataset {
  return {
    name: ownDatasetName(name),
    columns: [
      ...ownRowColumns,
      ...columns.map(({ stored }): DatasetColumn => ({ name: stored, type: 'dynamic' })),
    ],
    eventTime: 'EventTime',
    guard: column('Whole', 'bool'),
    unconverted: 'Unconverted',
    repeats: { identity: [], compare: [] },
    expected: [],
  };
}

function scanOf({ name, columns }: Dataset): Scan {
  return { kind: 'scan', dataset: name, columns, time: 'EventTime' };
}

/** The columns as the files have them. */
function tableView(table: OwnTable, dataset: Dataset): View {
  const columns = table.columns.map(typed);
  const [time] = timeNamesOf(table.columns.map(({ name }) => name));
  return {
    name: table.name,
    title: 'Files that are no known log',
    scan: scanOf(dataset),
    columns,
    time: time ?? '',
  };
}

function sourcetypeView(table: OwnTable, dataset: Dataset): View {
  const time: ViewColumn = { name: '_time', type: 'datetime', expression: column('EventTime', 'datetime') };
  return {
    name: table.name,
    title: 'Files that are no known log',
    scan: scanOf(dataset),
    columns: [time, ...table.columns.filter(({ name }) => name !== '_time').map(typed)],
    time: '_time',
    source: table.name,
  };
}

/** A column as the type that all of its values are. */
function typed({ name, stored, type, json }: OwnColumn): ViewColumn {
  const value = column(stored, 'dynamic');
  const expression =
    json === true ? call('parseJson', [filled(call('toText', [value]))]) : valueAs(value, type);
  return { name, type, expression };
}

/** The value of a JSON column as a type that it is known to have. */
function valueAs(value: Expression, type: OwnColumn['type']): Expression {
  switch (type) {
    case 'bool':
      return call('toBool', [value]);
    case 'long':
      return call('toLong', [value]);
    case 'real':
      return call('toReal', [value]);
    case 'datetime':
      return call('toDatetime', [call('toText', [value])]);
    case 'string':
      return call('toText', [value]);
    default:
      return value;
  }
}
