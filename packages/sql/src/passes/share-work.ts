import {
  call,
  column,
  columnsOf,
  expressionsOf,
  mapExpression,
  mapRelation,
  partsOf,
  text,
} from '@interloper/plan';
import type { Call, Expression, NamedExpression, Relation } from '@interloper/plan';

/**
 * Computes once, in a step of its own, what the expressions of one step compute several times: equal calls, and the
 * paths of one JSON value (each `pathText` parses the whole text; `pathTexts` parses it once for all).
 *
 * A call moves only if some row-independent place needs it: inside a branch it may stand for the rare case, and
 * computing it for every row would cost more than it saves. Calls of the plan raise no errors, so moving is safe.
 */
export function shareWork(relation: Relation): Relation {
  const mapped = mapRelation(relation, shareWork, (part) => inQueries(part));
  if (mapped.kind !== 'extend' && mapped.kind !== 'project' && mapped.kind !== 'aggregate') return mapped;
  const paths = sharePaths(expressionsOf(mapped));
  const calls = shareCalls(paths.expressions);
  const input = [calls.added, paths.added].reduceRight<Relation>(
    (inner, columns) => (columns.length === 0 ? inner : { kind: 'extend', input: inner, columns }),
    mapped.input,
  );
  if (input === mapped.input) return mapped;
  const rewritten = withExpressions(mapped, input, calls.expressions);
  if (mapped.kind !== 'extend') return rewritten;
  // What an extend hands on must not grow by the shared columns.
  const names = columnsOf(mapped).map((item) => ({
    name: item.name,
    expression: column(item.name, item.type),
  }));
  return { kind: 'project', input: rewritten, columns: names };
}

/** The relation over another input, with other expressions in the order of `expressionsOf`. */
function withExpressions(relation: Relation, input: Relation, expressions: readonly Expression[]): Relation {
  const rest = expressions.values();
  return mapRelation(
    relation,
    () => input,
    (part) => rest.next().value ?? part,
  );
}

interface Shared {
  /** The expressions, looking at the columns that are added. */
  readonly expressions: readonly Expression[];
  readonly added: readonly NamedExpression[];
}

function inQueries(expression: Expression): Expression {
  return mapExpression(expression, inQueries, shareWork);
}

/** Calls so cheap that a column of their own would cost more. */
const CHEAP: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'isTrue',
  'isNull',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'in',
  'same',
  'pathTextAt',
  'add',
  'subtract',
  'nullIf',
  'coalesce',
]);

/** Arguments that are computed only for some rows. */
function isConditional(fn: string, index: number): boolean {
  return (fn === 'if' || fn === 'case' || fn === 'coalesce') && index > 0;
}

function shareCalls(expressions: readonly Expression[]): Shared {
  const uses = new Map<string, { count: number; always: boolean; readonly expression: Call }>();
  const count = (expression: Expression, always: boolean, variables: boolean): void => {
    if (expression.kind === 'call' && !variables && !CHEAP.has(expression.fn) && !isConstant(expression)) {
      const key = JSON.stringify(expression);
      const known = uses.get(key);
      if (known === undefined) uses.set(key, { count: 1, always, expression });
      else {
        known.count += 1;
        known.always ||= always;
        return;
      }
    }
    partsOf(expression).forEach((part, index) => {
      const sure = always && !(expression.kind === 'call' && isConditional(expression.fn, index));
      count(part, sure, variables || expression.kind === 'lambda');
    });
  };
  for (const expression of expressions) count(expression, true, false);
  const shared = new Map<string, string>();
  const added: NamedExpression[] = [];
  for (const [key, use] of uses) {
    if (use.count < 2 || !use.always) continue;
    const name = `\u2192call${added.length}`;
    shared.set(key, name);
    added.push({ name, expression: use.expression });
  }
  if (added.length === 0) return { expressions, added };
  const replace = (expression: Expression): Expression => {
    const name = expression.kind === 'call' ? shared.get(JSON.stringify(expression)) : undefined;
    return name === undefined ? mapExpression(expression, replace) : column(name, expression.type);
  };
  const rewritten = expressions.map(replace);
  const used = new Set(rewritten.flatMap(columnNames));
  return { expressions: rewritten, added: added.filter((item) => used.has(item.name)) };
}

function sharePaths(expressions: readonly Expression[]): Shared {
  const paths = new Map<string, Map<string, Call>>();
  const collect = (expression: Expression): void => {
    const path = constantPath(expression);
    if (path !== undefined) {
      const known = paths.get(path.column) ?? new Map<string, Call>();
      known.set(path.steps, path.call);
      paths.set(path.column, known);
    }
    for (const part of partsOf(expression)) collect(part);
  };
  expressions.forEach(collect);
  const added: NamedExpression[] = [];
  const places = new Map<string, Expression>();
  for (const [name, steps] of paths) {
    const keys = apart([...steps.keys()]);
    if (keys.length < 2) continue;
    const list = `\u2192paths of ${name}`;
    for (const key of keys) {
      places.set(`${name}\0${key}`, call('pathTextAt', [column(list, 'multivalue'), text(key)]));
    }
    const found = call('pathTexts', [column(name, 'dynamic'), ...keys.map((key) => text(key))]);
    added.push({ name: list, expression: found });
  }
  const replace = (expression: Expression): Expression => {
    const path = constantPath(expression);
    const place = path === undefined ? undefined : places.get(`${path.column}\0${path.steps}`);
    return place ?? mapExpression(expression, replace);
  };
  return { expressions: expressions.map(replace), added };
}

/** The paths none of which begins with another; engines may not tell the case of names apart, so neither does this. */
function apart(keys: readonly string[]): readonly string[] {
  const open = (key: string): string => key.slice(0, -1).toLowerCase();
  const clash = (one: string, other: string): boolean =>
    open(one) === open(other) || open(other).startsWith(`${open(one)},`);
  return keys.filter(
    (key) => !keys.some((other) => other !== key && (clash(key, other) || clash(other, key))),
  );
}

/** A `pathText` of a column with text literals for steps; `steps` is their JSON. */
function constantPath(
  expression: Expression,
): { readonly column: string; readonly steps: string; readonly call: Call } | undefined {
  if (expression.kind !== 'call' || expression.fn !== 'pathText') return undefined;
  const [value, ...steps] = expression.args;
  if (value?.kind !== 'column' || value.side !== undefined) return undefined;
  const names = steps.flatMap((step) =>
    step.kind === 'literal' && typeof step.value === 'string' ? [step.value] : [],
  );
  if (names.length !== steps.length) return undefined;
  return { column: value.name, steps: JSON.stringify(names), call: expression };
}

function isConstant(expression: Expression): boolean {
  if (expression.kind === 'column' || expression.kind === 'variable') return false;
  return partsOf(expression).every(isConstant);
}

function columnNames(expression: Expression): readonly string[] {
  return expression.kind === 'column' ? [expression.name] : partsOf(expression).flatMap(columnNames);
}
