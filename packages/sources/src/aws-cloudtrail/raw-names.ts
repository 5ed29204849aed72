import { call, column } from '@interloper/plan';
import type { Expression, ViewColumn } from '@interloper/plan';
import { pathColumns, recordFields, typeOf } from './columns.js';

/** The record's name of each JSON column. */
const jsonNames = new Map(recordFields.map(({ name, column: target }) => [target, name]));

/** A column of a view under the expression's type. */
export function derived(name: string, expression: Expression): ViewColumn {
  return { name, type: expression.type, expression };
}

/** A dataset column under another name. */
export function named(name: string, target: string, aliases: readonly string[] = []): ViewColumn {
  const result = derived(name, column(target, typeOf(target)));
  return aliases.length === 0 ? result : { ...result, aliases };
}

/**
 * The record by its own names, as SPL and Sigma know it: the fields at the top, the usual paths inside them
 * (`userIdentity.sessionContext.sessionIssuer.userName`); all other paths lead into the JSON columns.
 */
export const rawColumns: readonly ViewColumn[] = [
  derived('eventTime', call('isoText', [column('EventTime', 'datetime')])),
  ...recordFields.map(({ name, column: target }) => named(name, target)),
  ...pathColumns.map(({ name, base, path }) => named(`${jsonNames.get(base) ?? base}.${path}`, name)),
];
