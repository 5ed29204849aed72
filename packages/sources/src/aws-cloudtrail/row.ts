import { and, bool, call, column, nullOf, text } from '@interloper/plan';
import type { Expression, NamedExpression } from '@interloper/plan';
import { filled, firstOf, instantOf, isSet } from '../expressions.js';
import type { Reading } from '../source.js';
import { creationText, datasetColumns, mfaText, pathColumns } from './columns.js';

/** What a shape knows of an event: expressions over its fields. */
export interface RowParts {
  /** Text of the event's time. */
  readonly time: Expression;
  readonly dayFirst?: boolean;
  /** The export has all that the record had: what is null was not there. */
  readonly complete: boolean;
  /** By dataset column. */
  readonly values: Readonly<Record<string, Expression>>;
}

/**
 * A whole row of the dataset: paths are taken out of the JSON columns where the shape does not have them as columns,
 * the session's flags are typed, what is unknown is null, and what could not be converted is noted.
 */
export function rowOf({
  time,
  dayFirst = false,
  complete,
  values,
}: RowParts): Pick<Reading, 'values' | 'columns'> {
  const timeText = column('time text', 'string');
  const ticks = column('EventTime', 'datetime');
  const row: Record<string, Expression> = {
    EventTime: ticks,
    TimeGenerated: ticks,
    Complete: bool(complete),
  };
  const computed: NamedExpression[] = [
    { name: 'time text', expression: time },
    { name: 'EventTime', expression: instantOf(time, dayFirst) },
  ];
  for (const [name, expression] of Object.entries(values)) {
    computed.push({ name, expression });
    row[name] = column(name, expression.type);
  }
  for (const { name, base, path } of pathColumns) {
    const value = row[base];
    if (value !== undefined) row[name] ??= call('pathText', [value, ...path.split('.').map(text)]);
  }
  const mfa = row[mfaText];
  if (mfa !== undefined) row['SessionMfaAuthenticated'] ??= call('toBool', [mfa]);
  const creation = row[creationText];
  if (creation !== undefined)
    row['SessionCreationDate'] ??= call('coalesce', [call('toDatetime', [creation]), compactTime(creation)]);
  row['SourceSystem'] = firstOf(row['SourceSystem'], text('AWS'));
  row['OperationName'] = firstOf(row['OperationName'], text('CloudTrail'));
  row['Unconverted'] = call('if', [
    and(isSet(filled(timeText)), call('isNull', [ticks])),
    call('concat', [text('eventTime='), timeText]),
    nullOf('string'),
  ]);
  return {
    values: computed,
    columns: datasetColumns.map(({ name, type }) => ({ name, expression: row[name] ?? nullOf(type) })),
  };
}

/** `20131102T010628Z`, as older sessions have their creation date. */
function compactTime(value: Expression): Expression {
  const pattern = String.raw`^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$`;
  const spelt = call('replaceRegex', [value, text(pattern), text(String.raw`\1-\2-\3T\4:\5:\6Z`)]);
  return call('toDatetime', [spelt]);
}
