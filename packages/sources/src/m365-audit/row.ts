import { and, call, column, nullOf, text } from '@interloper/plan';
import type { Expression, NamedExpression } from '@interloper/plan';
import { anySet, filled, firstOf, instantOf, isSet } from '../expressions.js';
import type { Reading } from '../source.js';
import {
  cloudColumns,
  commonFields,
  datasetColumns,
  recordPaths,
  typeOf,
  workspaceColumns,
} from './columns.js';
import { recordTypeNumber, userTypeNumber } from './enumerations.js';

/** The forms that a row comes in. */
type Form = 'record' | 'OfficeActivity' | 'CloudAppEvents' | 'EnrichedMicrosoft365AuditLogs';

/** What a shape knows of a row: expressions over its fields. */
export interface RowParts {
  readonly form: Form;
  /** True of rows that are of this form; others are looked at again. Without it: of whole records. */
  readonly when?: Expression;
  /** The record: a JSON object, or text that should be one; other text is noted, and no record. */
  readonly record: Expression;
  /** Texts that stand for a field of the record where it has none: what is written around the record. */
  readonly around?: Readonly<Record<string, Expression>>;
  /** Texts of the columns that only tables have, by dataset column. */
  readonly own?: Readonly<Record<string, Expression>>;
  /** Texts of when it happened, the first that a row has counts, after the record's own `CreationTime`. */
  readonly times: readonly Expression[];
  readonly dayFirst?: boolean;
  /** How much of the record is there where there is one: `table` is what `OfficeActivity` has columns for. */
  readonly extent: 'whole' | 'table' | 'some';
}

const written = column('written record', 'string');
const given = column('given record', 'dynamic');
const writtenTime = column('time around', 'string');

/**
 * A whole row of the dataset. Stored paths are exactly what the record has there; what is written around a record
 * fills them where there is no record, and the fields that all records have also where it lacks one. What cannot be
 * converted is noted.
 */
export function rowOf(parts: RowParts): Pick<Reading, 'values' | 'columns'> {
  const { form, when, around = {}, own = {}, times, dayFirst = false, extent } = parts;
  const isText = parts.record.type === 'string';
  const values: NamedExpression[] = [
    ...(when === undefined ? [] : [{ name: 'of the log', expression: when }]),
    ...(isText ? [{ name: 'written record', expression: parts.record }] : []),
    { name: 'given record', expression: isText ? call('parseObject', [parts.record]) : parts.record },
    { name: 'time around', expression: firstOf(...times.map(filled)) },
    ...Object.entries(around).map(([name, expression]) => ({ name: `around ${name}`, expression })),
    ...Object.entries(own).map(([name, expression]) => ({ name: `own ${name}`, expression })),
  ];
  const isThere = isSet(given);
  const inRecord = (path: string): Expression => call('pathText', [given, ...path.split('.').map(text)]);
  const row: Record<string, Expression> = {};
  for (const path of recordPaths) {
    const other = around[path];
    const beside = numbers[path]?.(column(`around ${path}`, 'string')) ?? column(`around ${path}`, 'string');
    if (other === undefined) row[path] = inRecord(path);
    else if (commonFields.includes(path)) row[path] = firstOf(inRecord(path), beside);
    else row[path] = call('if', [isThere, inRecord(path), beside]);
  }
  for (const name of Object.keys(own)) row[name] = converted(name, column(`own ${name}`, 'string'));
  const creation = inRecord('CreationTime');
  const time = firstOf(instantOf(creation, false), instantOf(writtenTime, dayFirst));
  const address = (name: string): Expression | undefined =>
    row[name] === undefined ? undefined : filled(row[name]);
  const isRecord = and(
    isSet(inRecord('Operation')),
    isSet(creation),
    anySet(inRecord('Workload'), inRecord('RecordType')),
  );
  Object.assign(row, {
    Form: call('if', [
      when === undefined ? isRecord : column('of the log', 'bool'),
      text(form),
      nullOf('string'),
    ]),
    Whole: extent === 'whole' ? isThere : nullOf('bool'),
    Complete: extent === 'some' ? nullOf('bool') : isThere,
    EventTime: time,
    EventId: firstOf(address('Id'), address('ReportId')),
    RawEventData: given,
    IPAddress: call('normaliseAddress', [
      firstOf(
        own['IPAddress'] === undefined ? undefined : filled(column('own IPAddress', 'string')),
        address('ClientIP'),
        address('ClientIPAddress'),
        address('ActorIpAddress'),
        around['ClientIP'] === undefined ? undefined : filled(column('around ClientIP', 'string')),
      ),
    ]),
    Unconverted: call('case', [
      ...(isText
        ? [
            and(call('isNull', [given]), isSet(filled(written)), call('ne', [written, text('null')])),
            noted('AuditData', written),
          ]
        : []),
      and(call('isNull', [time]), isSet(filled(firstOf(creation, writtenTime)))),
      noted('CreationTime', firstOf(filled(creation), writtenTime)),
      nullOf('string'),
    ]),
  });
  return {
    values,
    columns: datasetColumns.map(({ name, type }) => ({ name, expression: row[name] ?? nullOf(type) })),
  };
}

/** What is written around a record may name what the record gives in digits. */
const numbers: Readonly<Record<string, (value: Expression) => Expression>> = {
  RecordType: recordTypeNumber,
  UserType: userTypeNumber,
};

/** Columns of tables by the table's names: what a row gives for them, as parts of it. */
export function ownColumns(
  cell: (name: string) => Expression,
  { cloud }: { readonly cloud: boolean },
): Readonly<Record<string, Expression>> {
  return {
    ...Object.fromEntries(Object.keys(workspaceColumns).map((name) => [name, cell(name)])),
    ...(cloud
      ? Object.fromEntries(
          Object.entries(cloudColumns).map(([name, { column: target }]) => [target, cell(name)]),
        )
      : {}),
  };
}

function converted(name: string, value: Expression): Expression {
  if (name === 'IPAddress') return value;
  switch (typeOf(name)) {
    case 'bool':
      return call('toBool', [filled(value)]);
    case 'int':
      return call('toInt', [filled(value)]);
    case 'real':
      return call('toReal', [filled(value)]);
    case 'dynamic':
      return call('parseJson', [filled(value)]);
    default:
      return value;
  }
}

function noted(name: string, value: Expression): Expression {
  return call('concat', [text(`${name}=`), value]);
}
