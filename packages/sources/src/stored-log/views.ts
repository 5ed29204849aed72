import { call, column, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import type { PropertyMap } from './json-records.js';
import { allColumns, columnList } from './stored-log.js';
import type { LogTable, StoredLog } from './stored-log.js';

/** A column of the log, typed. */
export function stored(log: StoredLog, name: string): Expression {
  return column(name, log.typeOf(name));
}

/** A dataset column under another name. */
export function named(
  log: StoredLog,
  name: string,
  target: string,
  aliases: readonly string[] = [],
): ViewColumn {
  return derived(name, stored(log, target), aliases);
}

/** A value under a name. */
export function derived(name: string, expression: Expression, aliases: readonly string[] = []): ViewColumn {
  return { name, type: expression.type, expression, ...(aliases.length === 0 ? {} : { aliases }) };
}

/** True of the rows of some of a log's tables. */
export function ofTables(...names: readonly string[]): Expression {
  return call('in', [column('LogTable', 'string'), ...names.map(text)]);
}

/** A log's tables as KQL knows them; `SourceSystem` is what the service writes where an export lacks it. */
export function tableViews(log: StoredLog, sourceSystem: string): readonly View[] {
  return log.tables.map((table) => ({
    name: table.name,
    title: table.title,
    scan: log.scan,
    ...(log.tables.length === 1 ? {} : { filter: ofTables(table.name) }),
    columns: columnList(allColumns(table)).map(({ name }) => tableColumn(log, table, name, sourceSystem)),
    time: 'TimeGenerated',
  }));
}

function tableColumn(log: StoredLog, table: LogTable, name: string, sourceSystem: string): ViewColumn {
  if (name === 'Type') return derived(name, text(table.name));
  if (name === 'SourceSystem')
    return derived(name, call('coalesce', [stored(log, name), text(sourceSystem)]));
  return named(log, name, name);
}

/** Properties as the JSON record has them: times as text, nested values as JSON. */
export function propertyColumns(log: StoredLog, properties: PropertyMap, prefix = ''): readonly ViewColumn[] {
  return Object.entries(properties).map(([name, target]) =>
    log.typeOf(target) === 'datetime'
      ? derived(`${prefix}${name}`, call('isoText', [stored(log, target)]))
      : named(log, `${prefix}${name}`, target),
  );
}
