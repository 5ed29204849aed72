import { and, call, findField, nullOf, text } from '@interloper/plan';
import type { Expression, FieldMatch, View } from '@interloper/plan';

/** The value of a field in an event, as a selection sees it. */
export interface Operand {
  /** Null when the event lacks the field, and for a list without elements. */
  readonly value: Expression;
  /** True when the event lacks the field: an empty list is there. */
  readonly absent: Expression;
  /** For a field that may hold several values (JSON arrays, multivalues): their texts; any of them may match. */
  readonly list?: Expression;
  /** The texts of a list, where they are so many in every event; null for one that is not there. */
  readonly elements?: readonly Expression[];
}

/** Finds a field of a log by the name a rule uses; undefined when the log has no such field. */
export function operandOf(view: View, name: string): Operand | undefined {
  const match = findField(view, name);
  return match === undefined ? undefined : operandFor(view, match);
}

function operandFor(view: View, match: FieldMatch): Operand {
  const { expression } = match.column;
  const first = match.path[0];
  if (first === undefined) {
    const plain = { value: expression, absent: call('isNull', [expression]) };
    const elements = elementsOf(expression);
    if (elements !== undefined) {
      const absent = and(...elements.map((element) => call('isNull', [element])));
      return { value: expression, absent, list: expression, elements };
    }
    if (expression.type === 'dynamic') return { ...plain, list: call('mvFromJson', [expression]) };
    return expression.type === 'multivalue' ? { ...plain, list: expression } : plain;
  }
  const steps = match.path.map((step) => text(step.replace(/\{\}$/, '')));
  const json = expression.type === 'dynamic' ? expression : call('parseJson', [expression]);
  const value = storedValue(view, expression, match.path);
  if (value !== undefined) return { value, absent: call('isNull', [value]) };
  const list = call('mvFind', [json, ...steps]);
  const absent = and(call('isNull', [call('path', [json, ...steps])]), call('isNull', [list]));
  return { value: list, list, absent };
}

/** The texts that a log's column joins to a list: a test of each says what a test of the list would. */
function elementsOf(expression: Expression): readonly Expression[] | undefined {
  if (expression.kind !== 'call' || expression.fn !== 'mvAppend') return undefined;
  return expression.args.every(({ type }) => type === 'string') ? expression.args : undefined;
}

/** The value of a path that the source keeps as a column of its own, which holds one text; case does not matter. */
function storedValue(view: View, expression: Expression, path: readonly string[]): Expression | undefined {
  if (expression.kind !== 'column') return undefined;
  const stored = view.scan.columns.find((column) => column.name === expression.name)?.paths ?? {};
  const wanted = path.join('.').toLowerCase();
  const key = Object.keys(stored).find((name) => name.toLowerCase() === wanted);
  return key === undefined ? undefined : call('pathText', [expression, ...key.split('.').map(text)]);
}

/** A value as text, in the form the result shows: what `*`, `contains` and the like look at. */
export function textForm(value: Expression): Expression {
  switch (value.type) {
    case 'string':
      return value;
    case 'datetime':
      return call('isoText', [value]);
    case 'real':
    case 'decimal': {
      // A whole number is written without a fraction, as it stands in the log.
      const whole = call('if', [
        call('eq', [call('floor', [value]), call('toReal', [value])]),
        call('toLong', [value]),
        nullOf('long'),
      ]);
      return call('coalesce', [call('toText', [whole]), call('toText', [value])]);
    }
    default:
      return call('toText', [value]);
  }
}

/** A field as one text, for output, grouping and counting: lists as JSON or joined, absent as null. */
export function textOfField(view: View, name: string): Expression | undefined {
  const match = findField(view, name);
  if (match === undefined) return undefined;
  const { expression } = match.column;
  if (match.path.length === 0) return textForm(expression);
  const json = expression.type === 'dynamic' ? expression : call('parseJson', [expression]);
  const steps = match.path.map((step) => text(step.replace(/\{\}$/, '')));
  const stored = storedValue(view, expression, match.path);
  if (stored !== undefined) return stored;
  const direct = call('pathText', [json, ...steps]);
  return call('coalesce', [direct, call('mvJoin', [call('mvFind', [json, ...steps]), text(', ')])]);
}
