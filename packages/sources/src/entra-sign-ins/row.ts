import { and, call, column, literal, nullOf, text } from '@interloper/plan';
import type { Expression, NamedExpression, ScalarType } from '@interloper/plan';
import { filled, firstOf, instantOf, isSet, jsonOf, jsonTextOf, listText } from '../expressions.js';
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
  readonly values: Readonly<Record<string, Expression | undefined>>;
}

/**
 * A whole row of the dataset from what a shape knows: the columns that follow from others are filled in (result,
 * reason, country, display name, category), what is unknown is null, and what could not be converted is noted.
 */
export function rowOf(parts: RowParts): readonly NamedExpression[] {
  const dayFirst = parts.dayFirst ?? false;
  const created = parts.created === undefined ? nullOf('datetime') : instantOf(parts.created, dayFirst);
  const recorded = parts.recorded === undefined ? nullOf('datetime') : instantOf(parts.recorded, dayFirst);
  const values: Record<string, Expression | undefined> = {
    ...parts.values,
    SignInTable: parts.table,
    CreatedDateTime: created,
    TimeGenerated: call('coalesce', [recorded, created]),
    EventTime: call('coalesce', [created, recorded]),
    Unconverted: unconverted(parts, created, recorded),
  };
  const status = values['Status'];
  const errorCode = status === undefined ? undefined : call('pathText', [status, text('errorCode')]);
  values['ResultType'] = firstOf(errorCode, values['ResultType']);
  values['ResultDescription'] = firstOf(
    values['ResultDescription'],
    status === undefined ? undefined : failureReason(status, values['ResultType']),
  );
  const location = values['LocationDetails'];
  values['Location'] = firstOf(
    values['Location'],
    location === undefined ? undefined : call('pathText', [location, text('countryOrRegion')]),
  );
  values['Identity'] = firstOf(values['Identity'], values['UserDisplayName'], values['ServicePrincipalName']);
  values['Category'] = firstOf(values['Category'], categoryOf(parts.table));
  values['OperationName'] = firstOf(values['OperationName'], text('Sign-in activity'));
  for (const { name, column: base, steps } of pathColumns) {
    const value = values[base];
    values[name] ??= value === undefined ? undefined : call('pathText', [value, ...steps.map(text)]);
  }
  return datasetColumns.map(({ name, type }) => ({ name, expression: values[name] ?? nullOf(type) }));
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
      return value.type === 'dynamic' ? value : jsonOf(value);
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
function unconverted(parts: RowParts, created: Expression, recorded: Expression): Expression {
  const times: readonly (readonly [string, Expression | undefined, Expression])[] = [
    ['CreatedDateTime', parts.created, created],
    ['TimeGenerated', parts.recorded, recorded],
  ];
  const cases = times.flatMap(([name, given, converted]) =>
    given === undefined
      ? []
      : [and(isSet(filled(given)), call('isNull', [converted])), call('concat', [text(`${name}=`), given])],
  );
  const json = parts.checkJson === true ? ['Status', 'LocationDetails', 'DeviceDetail'] : [];
  for (const name of json) {
    const value = parts.values[name];
    if (value === undefined) continue;
    const isText = call('eq', [call('jsonType', [value]), text('string')]);
    cases.push(isText, call('concat', [text(`${name}=`), call('toText', [value])]));
  }
  return cases.length === 0 ? nullOf('string') : call('case', [...cases, literal('string', null)]);
}

/** The name of the file a record comes from; every reading has this column. */
export const fileColumn = column('_file', 'string');
