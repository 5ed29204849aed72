import { and, bool, call, column, literal, nullOf, text } from '@interloper/plan';
import type { Expression, NamedExpression, ScalarType } from '@interloper/plan';
import type { Reading } from '../source.js';
import { filled, firstOf, instantOf, isSet, jsonTextOf, listText } from '../expressions.js';
import { categories, datasetColumns, pathColumns, signInTables, typeOf } from './columns.js';
import { properties } from './properties.js';
import type { PropertyForm } from './properties.js';

/** What a shape knows of a sign-in: expressions over its fields, by dataset column. */
export interface RowParts {
  /** One of the four tables' names. */
  readonly table: Expression;
  /** Text of the time of the sign-in. */
  readonly created?: Expression | undefined;
  /** Text of the time of the record in the log, where the shape has one. */
  readonly recorded?: Expression | undefined;
  readonly dayFirst?: boolean;
  /** Dynamic columns come from text that may be no JSON: such values are noted. */
  readonly checkJson?: boolean;
  /** The status may be no object: what it is then is noted where it leaves the result unknown. */
  readonly checkStatus?: boolean;
  readonly values: Readonly<Record<string, Expression | undefined>>;
}

/**
 * A whole row of the dataset from what a shape knows: the columns that follow from others are filled in (result,
 * reason, country, display name, category), what is unknown is null, and what could not be converted is noted.
 */
export function rowOf(parts: RowParts): Pick<Reading, 'values' | 'columns'> {
  const values: NamedExpression[] = [];
  /** Computes a value in the first step; what later steps see of it is a column. */
  const once = (name: string, expression: Expression): Expression => {
    if (expression.kind === 'literal') return expression;
    values.push({ name, expression });
    return column(name, expression.type);
  };
  const given = Object.fromEntries(
    Object.entries(parts.values).flatMap(([name, expression]) =>
      expression === undefined ? [] : [[name, once(name, expression)] as const],
    ),
  );
  const time = (name: string, value: Expression | undefined): Time | undefined =>
    value === undefined
      ? undefined
      : { text: once(`${name} text`, value), ticks: once(name, instantOf(value, parts.dayFirst ?? false)) };
  const created = time('CreatedDateTime', parts.created);
  const recorded = time('TimeGenerated', parts.recorded);
  const table = once('SignInTable', parts.table);
  const all = { ...given, ...derived(given, table, created, recorded) };
  const row: Record<string, Expression> = { ...all, Unconverted: unconverted(all, parts, created, recorded) };
  for (const { name, column: base, steps } of pathColumns) {
    const value = row[base];
    if (value !== undefined) row[name] ??= call('pathText', [value, ...steps.map(text)]);
  }
  return {
    values,
    columns: datasetColumns.map(({ name, type }) => ({ name, expression: row[name] ?? nullOf(type) })),
  };
}

interface Time {
  readonly text: Expression;
  readonly ticks: Expression;
}

type Row = Readonly<Record<string, Expression>>;

/** The columns that follow from others. */
function derived(
  given: Row,
  table: Expression,
  created: Time | undefined,
  recorded: Time | undefined,
): Record<string, Expression> {
  const none = nullOf('datetime');
  const status = given['Status'];
  const location = given['LocationDetails'];
  const code = status === undefined ? undefined : call('pathText', [status, text('errorCode')]);
  const result = firstOf(code, given['ResultType']);
  return {
    SignInTable: table,
    CreatedDateTime: created?.ticks ?? none,
    TimeGenerated: call('coalesce', [recorded?.ticks ?? none, created?.ticks ?? none]),
    EventTime: call('coalesce', [created?.ticks ?? none, recorded?.ticks ?? none]),
    ResultType: result,
    ResultDescription: firstOf(
      given['ResultDescription'],
      status === undefined ? undefined : failureReason(status, result),
    ),
    Location: firstOf(
      given['Location'],
      location === undefined ? undefined : call('pathText', [location, text('countryOrRegion')]),
    ),
    Identity: firstOf(given['Identity'], given['UserDisplayName'], given['ServicePrincipalName']),
    Category: firstOf(given['Category'], categoryOf(table)),
    OperationName: firstOf(given['OperationName'], text('Sign-in activity')),
  };
}

/** A field, read as the type that `readAs` gives, as a value of its dataset column. */
export function convert(value: Expression, form: PropertyForm): Expression {
  switch (form) {
    case 'text':
      return value;
    case 'address':
      return call('normaliseAddress', [value]);
    case 'bool':
      return call('toBool', [value]);
    case 'json':
      return value.type === 'dynamic' ? value : call('parseJson', [value]);
    case 'jsonText':
      return value;
    case 'riskTypes':
      return listText(value);
  }
}

/** The type in which a property is read from JSON: text, which for an array or object is its JSON, or JSON. */
export function readAs(form: PropertyForm): ScalarType {
  return form === 'json' ? 'dynamic' : 'string';
}

/** A text that stands for a value of any type, as the value of a dataset column. */
export function convertColumn(value: Expression, name: string): Expression {
  const form = forms.get(name);
  if (form === 'jsonText') return jsonTextOf(value);
  if (form !== undefined) return convert(value, form);
  switch (typeOf(name)) {
    case 'bool':
      return call('toBool', [value]);
    case 'long':
      return call('toLong', [value]);
    case 'real':
      return call('toReal', [value]);
    default:
      return name === 'AppliedConditionalAccessPolicies' ? jsonTextOf(value) : value;
  }
}

const forms = new Map(properties.map(({ column: name, form }) => [name, form]));

/** Graph says "Other." of a success, where Log Analytics has no description. */
function failureReason(status: Expression, result: Expression): Expression {
  return call('if', [
    call('eq', [result, text('0')]),
    nullOf('string'),
    call('pathText', [status, text('failureReason')]),
  ]);
}

function categoryOf(table: Expression): Expression {
  if (table.kind === 'literal') {
    const known = signInTables.find((name) => name === table.value);
    return known === undefined ? nullOf('string') : text(categories[known]);
  }
  return call('case', [
    ...signInTables.flatMap((name) => [call('eq', [table, text(name)]), text(categories[name])]),
    nullOf('string'),
  ]);
}

/** `CreatedDateTime=the text` where something was given and could not be understood. */
function unconverted(
  row: Row,
  parts: RowParts,
  created: Time | undefined,
  recorded: Time | undefined,
): Expression {
  const cases: Expression[] = [];
  const note = (name: string, time: Time | undefined): void => {
    if (time === undefined) return;
    const failed = and(isSet(filled(time.text)), call('isNull', [time.ticks]));
    cases.push(failed, call('concat', [text(`${name}=`), time.text]));
  };
  note('CreatedDateTime', created);
  note('TimeGenerated', recorded);
  const status = row['Status'];
  if (parts.checkStatus === true && status !== undefined) {
    // Looked at only where the result is not known: most rows do not pay for it.
    cases.push(
      call('if', [
        call('isNull', [row['ResultType'] ?? nullOf('string')]),
        and(isSet(status), call('ne', [call('jsonType', [status]), text('object')])),
        bool(false),
      ]),
      call('concat', [text('Status='), call('toText', [status])]),
    );
  }
  const json = parts.checkJson === true ? ['Status', 'LocationDetails', 'DeviceDetail'] : [];
  for (const name of json) {
    const value = row[name];
    if (value === undefined || value.kind === 'literal') continue;
    const isText = call('eq', [call('jsonType', [value]), text('string')]);
    cases.push(isText, call('concat', [text(`${name}=`), call('toText', [value])]));
  }
  return cases.length === 0 ? nullOf('string') : call('case', [...cases, literal('string', null)]);
}
