import { and, bool, call, column, nullOf, text } from '@interloper/plan';
import type { Expression, NamedExpression } from '@interloper/plan';
import { filled, firstOf, instantOf, isSet } from '../expressions.js';
import type { Reading } from '../source.js';
import { datasetColumns, pathColumns } from './columns.js';

/** What a shape knows of a finding: expressions over its fields. */
export interface RowParts {
  /** Texts of when the finding was last updated (or recorded) and created. */
  readonly updated: Expression;
  readonly created: Expression;
  readonly dayFirst?: boolean;
  /** The export has all that the finding had: what is null was not there. */
  readonly complete: boolean;
  /** By dataset column. */
  readonly values: Readonly<Record<string, Expression>>;
}

/** A whole row of the dataset: paths are taken out of the JSON columns, what cannot be converted is noted. */
export function rowOf(parts: RowParts): Pick<Reading, 'values' | 'columns'> {
  const { updated, created, dayFirst = false, complete, values } = parts;
  const updatedAt = column('updated', 'datetime');
  const createdAt = column('created', 'datetime');
  const time = call('coalesce', [updatedAt, createdAt]);
  const computed: NamedExpression[] = [
    { name: 'updated text', expression: updated },
    { name: 'created text', expression: created },
    { name: 'updated', expression: instantOf(updated, dayFirst) },
    { name: 'created', expression: instantOf(created, dayFirst) },
    ...Object.entries(values).map(([name, expression]) => ({ name, expression })),
  ];
  const row: Record<string, Expression> = {
    Complete: bool(complete),
    EventTime: time,
    TimeGenerated: time,
    TimeCreated: createdAt,
  };
  for (const [name, { type }] of Object.entries(values)) row[name] = column(name, type);
  for (const { name, base, path } of pathColumns) {
    const value = row[base];
    if (value !== undefined) row[name] = call('pathText', [value, ...path.split('.').map(text)]);
  }
  row['SourceSystem'] = firstOf(row['SourceSystem'], text('AWS'));
  row['Unconverted'] = call('case', [
    ...noted('updatedAt', column('updated text', 'string'), updatedAt),
    ...noted('createdAt', column('created text', 'string'), createdAt),
    nullOf('string'),
  ]);
  return {
    values: computed,
    columns: datasetColumns.map(({ name, type }) => ({ name, expression: row[name] ?? nullOf(type) })),
  };
}

function noted(name: string, written: Expression, ticks: Expression): readonly Expression[] {
  return [and(isSet(filled(written)), call('isNull', [ticks])), call('concat', [text(`${name}=`), written])];
}
