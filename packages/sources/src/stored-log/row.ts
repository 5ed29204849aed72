import { and, call, column, nullOf, text } from '@interloper/plan';
import type { Expression, NamedExpression } from '@interloper/plan';
import { filled, firstOf, instantOf, isSet, jsonTextOf } from '../expressions.js';
import type { Reading } from '../source.js';
import type { StoredLog } from './stored-log.js';

/** What a shape knows of a row. */
export interface RowParts {
  /** The name of one of the log's tables; null of a row that is of none. */
  readonly table: Expression;
  /** Texts by column: what must be JSON, a number, a time or an address is converted from it. */
  readonly texts: Readonly<Record<string, Expression | undefined>>;
  /** In dates like 4/5/2025 the day comes first. */
  readonly dayFirst?: boolean;
}

/**
 * A whole row of the dataset from what a shape knows: what follows from others is filled in (times, the log's own
 * rules), what is unknown is null, and what could not be converted is noted.
 */
export function rowOf(log: StoredLog, parts: RowParts): Pick<Reading, 'values' | 'columns'> {
  const values: NamedExpression[] = [];
  /** Computes a value in the first step; what later steps see of it is a column. */
  const once = (name: string, expression: Expression): Expression => {
    if (expression.kind === 'literal') return expression;
    values.push({ name, expression });
    return column(name, expression.type);
  };
  const given: Record<string, Expression> = {};
  const notes: Expression[] = [];
  for (const [name, value] of Object.entries(parts.texts)) {
    if (value === undefined) continue;
    if (log.typeOf(name) === 'datetime') {
      const written = once(`${name} text`, value);
      const ticks = once(name, instantOf(value, parts.dayFirst ?? false));
      given[name] = ticks;
      notes.push(and(isSet(filled(written)), call('isNull', [ticks])), noted(name, written));
    } else {
      given[name] = once(name, converted(log, name, value));
    }
  }
  for (const name of Object.keys(log.paths ?? {})) {
    const value = given[name];
    if (value === undefined || value.kind === 'literal') continue;
    const isText = call('eq', [call('jsonType', [value]), text('string')]);
    notes.push(isText, noted(name, call('toText', [value])));
  }
  const table = once('LogTable', parts.table);
  const row: Record<string, Expression> = {
    ...given,
    ...log.derive?.(given, table),
    LogTable: table,
    Unconverted: notes.length === 0 ? nullOf('string') : call('case', [...notes, nullOf('string')]),
  };
  row['EventTime'] = firstTime(row, [...log.eventTimes, 'TimeGenerated']);
  row['TimeGenerated'] = firstTime(row, ['TimeGenerated', ...log.recordTimes]);
  for (const { name, column: base, steps } of log.pathColumns) {
    const value = row[base];
    if (value !== undefined) row[name] ??= call('pathText', [value, ...steps.map(text)]);
  }
  return {
    values,
    columns: log.columns.map(({ name, type }) => ({ name, expression: row[name] ?? nullOf(type) })),
  };
}

function noted(name: string, value: Expression): Expression {
  return call('concat', [text(`${name}=`), value]);
}

function firstTime(row: Readonly<Record<string, Expression>>, names: readonly string[]): Expression {
  const known = [...new Set(names)].flatMap((name) => row[name] ?? []);
  return known.length === 0 ? nullOf('datetime') : firstOf(...known);
}

/** A text as a value of a column that is no time. */
function converted(log: StoredLog, name: string, value: Expression): Expression {
  const type = log.typeOf(name);
  switch (type) {
    case 'bool':
      return call('toBool', [value]);
    case 'int':
      return call('toInt', [value]);
    case 'long':
      return call('toLong', [value]);
    case 'real':
      return call('toReal', [value]);
    case 'dynamic':
      return call('parseJson', [value]);
    default:
      if (log.addresses?.includes(name) === true) return call('normaliseAddress', [value]);
      return log.jsonTexts?.includes(name) === true ? jsonTextOf(value) : value;
  }
}

/** The table of a `category`, in any case; null for those of other logs. */
export function tableOfCategory(log: StoredLog, category: Expression): Expression {
  return call('case', [
    ...log.tables.flatMap(({ name, categories }) =>
      categories.length === 0 ? [] : [call('inIgnoreCase', [category, ...categories.map(text)]), text(name)],
    ),
    nullOf('string'),
  ]);
}
