import type { View, ViewColumn } from '../catalog.js';
import { call, column, text } from '../expressions.js';
import type { Expression } from '../expressions.js';
import type { Scan } from '../relations.js';
import { mapExpression, partsOf } from '../visit.js';

/** What a language has no name for. */
export class NoField extends Error {
  constructor(readonly what: string) {
    super(what);
  }
}

/**
 * Rewrites values of a dataset as values of a view's columns: a value that a column shows becomes that column, also
 * when it is a path inside a column's JSON. Throws `NoField` for a dataset column that no view column shows. `isTime`
 * tells the columns by which other languages order the log: they become the view's own time.
 */
export function toFields(
  expression: Expression,
  view: View,
  isTime: (name: string) => boolean = () => false,
): Expression {
  const fields = new Map<string, ViewColumn>();
  for (const item of view.columns) {
    const key = keyOf(item.expression, view.scan);
    if (!fields.has(key)) fields.set(key, item);
  }
  const visit = (value: Expression): Expression => {
    const found = value.kind === 'literal' ? undefined : fields.get(keyOf(value, view.scan));
    if (found !== undefined) return column(found.name, found.type);
    if (value.kind === 'column') {
      const time = view.columns.find(({ name }) => name === view.time);
      if (time?.type === value.type && isTime(value.name)) return column(time.name, time.type);
      return storedPath(value.name, view, visit);
    }
    if (value.kind === 'scalarQuery' || value.kind === 'inQuery') return value;
    return mapExpression(value, visit);
  };
  return visit(expression);
}

/**
 * A column that no column of the view is: an instant by way of the text the log writes for it, a text by way of the
 * field that has a word where it is absent, a stored path by way of the JSON column that has the path.
 */
function storedPath(name: string, view: View, visit: (value: Expression) => Expression): Expression {
  const written = view.columns.find(
    ({ expression }) =>
      expression.kind === 'call' &&
      expression.fn === 'isoText' &&
      expression.args[0]?.kind === 'column' &&
      expression.args[0].name === name,
  );
  if (written !== undefined) return call('toDatetime', [column(written.name, 'string')]);
  const asText = view.columns.find(({ expression }) => isTextOf(expression, name));
  if (asText !== undefined) return call('parseJson', [column(asText.name, 'string')]);
  const number = view.columns.find(({ expression }) => isNumberAsText(expression, name));
  if (number !== undefined) return call('toReal', [column(number.name, 'string')]);
  const marked = view.columns.flatMap((item) => {
    const absent = markOfAbsence(item.expression, name);
    return absent === undefined ? [] : [call('nullIf', [column(item.name, item.type), text(absent)])];
  })[0];
  if (marked !== undefined) return marked;
  for (const item of view.scan.columns) {
    const path = Object.entries(item.paths ?? {}).find(([, stored]) => stored === name)?.[0];
    if (path === undefined) continue;
    const whole = column(item.name, item.type);
    const shown = view.columns.some(
      ({ expression }) => keyOf(expression, view.scan) === keyOf(whole, view.scan),
    );
    const said = view.columns.some(({ expression }) => isTextOf(expression, item.name));
    if (shown || said) return call('pathText', [visit(whole), ...path.split('.').map((step) => text(step))]);
  }
  throw new NoField(name);
}

/** True for the text of a JSON column. */
function isTextOf(expression: Expression, name: string): boolean {
  return (
    expression.kind === 'call' &&
    expression.fn === 'toText' &&
    expression.args[0]?.kind === 'column' &&
    expression.args[0].type === 'dynamic' &&
    expression.args[0].name === name
  );
}

/** True for the text of a decimal number and of nothing else: reading it gives the number again. */
function isNumberAsText(expression: Expression, name: string): boolean {
  const read = columnsIn(expression);
  return (
    expression.kind === 'call' &&
    expression.fn === 'toText' &&
    read.length > 0 &&
    read.every((item) => item.name === name && item.type === 'real')
  );
}

function columnsIn(expression: Expression): readonly Extract<Expression, { kind: 'column' }>[] {
  return expression.kind === 'column' ? [expression] : partsOf(expression).flatMap(columnsIn);
}

/** The word that `coalesce(nullIf(name, ''), word)` has where the column says nothing. */
function markOfAbsence(expression: Expression, name: string): string | undefined {
  if (expression.kind !== 'call' || expression.fn !== 'coalesce' || expression.args.length !== 2)
    return undefined;
  const [given, word] = expression.args;
  const inner = given?.kind === 'call' && given.fn === 'nullIf' ? given.args[0] : given;
  if (inner?.kind !== 'column' || inner.name !== name || word?.kind !== 'literal') return undefined;
  return typeof word.value === 'string' ? word.value : undefined;
}

/** Equal for expressions that give the same value: a stored path is the column that holds it. */
export function keyOf(expression: Expression, scan: Scan): string {
  return textOf(canonical(expression, scan));
}

/** Whatever the order in which an expression's properties were written. */
function textOf(expression: Expression): string {
  switch (expression.kind) {
    case 'call':
      return `${expression.fn}:${expression.type}(${expression.args.map(textOf).join(',')})`;
    case 'lambda':
      return `${expression.parameter}=>${textOf(expression.body)}`;
    case 'literal':
      return `${expression.type} ${JSON.stringify(expression.value)}`;
    case 'column':
    case 'variable':
      return `${expression.kind} ${expression.type} ${JSON.stringify(expression.name)}`;
    default:
      return JSON.stringify(expression);
  }
}

function canonical(expression: Expression, scan: Scan): Expression {
  if (expression.kind === 'call' && expression.fn === 'pathText') {
    const [whole, ...steps] = expression.args;
    const stored =
      whole?.kind === 'column'
        ? scan.columns.find((item) => item.name === whole.name)?.paths?.[dotted(steps)]
        : undefined;
    const type = scan.columns.find((item) => item.name === stored)?.type;
    if (stored !== undefined && type !== undefined) return column(stored, type);
  }
  if (expression.kind === 'scalarQuery' || expression.kind === 'inQuery') return expression;
  return mapExpression(expression, (part) => canonical(part, scan));
}

function dotted(steps: readonly Expression[]): string {
  return steps.map((step) => (step.kind === 'literal' ? String(step.value) : '?')).join('.');
}
