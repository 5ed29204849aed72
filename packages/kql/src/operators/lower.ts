import { calledBody } from '../expressions/called-body.js';
import { constantText } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf, boundColumns, classOf, nameOf, part } from '../kusto/syntax.js';
import { lowerExpression, lowerTabular, noRows, refuseRows, withScope } from '../lowering.js';
import type { Binding, Env, Rows } from '../lowering.js';
import { refusedName } from '../refused.js';
import { visibleColumns } from '../text.js';
import { operators, sources } from './index.js';
import { forEachPart } from './partition.js';
import { rowsOfPattern } from './patterns.js';
import { storedRows, tableByName } from './tables.js';
import { GET_WATCHLIST, GET_WATCHLIST_ALIAS, getWatchlist, watchlistAliases } from './watchlists.js';

const operatorOf = new Map(operators.flatMap((item) => item.classes.map((name) => [name, item] as const)));
const sourceOf = new Map(sources.flatMap((item) => item.classes.map((name) => [name, item] as const)));

/** Lowers a tabular expression by its class. */
export function lowerTabularByClass(node: SyntaxNode, env: Env): Rows {
  const { parts, ...whole } = env;
  const isLeaf = !['PipeExpression', 'ParenthesizedExpression'].includes(classOf(node));
  if (parts !== undefined && isLeaf) return forEachPart(lowerTabularByClass(node, whole), parts);
  const source = sourceOf.get(classOf(node));
  if (source !== undefined && env.piped === undefined) return source.lower(node, env);
  switch (classOf(node)) {
    case 'PipeExpression':
      return lowerPipe(node, env);
    case 'ParenthesizedExpression':
      return lowerTabular(part(node, 'Expression'), env);
    case 'NameReference':
      return (
        tableByName(nameOf(node), node, env) ?? refuseRows(env, 'KQL0104', `The table ${nameOf(node)}`, node)
      );
    case 'FunctionCallExpression':
      return rowsOfPattern(node, env) ?? lowerTableFunction(node, env);
    case 'PathExpression':
      return rowsOfPattern(node, env) ?? refuseRows(env, 'KQL0104', 'Rows of this path', node);
    case 'ToTableExpression':
      return lowerTabular(part(node, 'Expression'), env);
    default:
      return env.piped !== undefined && operatorOf.has(classOf(node))
        ? lowerOperator(node, env.piped, withoutPiped(env))
        : refusedOperator(node, env);
  }
}

function lowerPipe(node: SyntaxNode, env: Env): Rows {
  const input = lowerTabular(part(node, 'Expression'), env);
  const inner = withScope(withoutPiped(env), namesBefore(node, env));
  return lowerOperator(part(node, 'Operator'), input, inner);
}

/** The names that `as` gave to rows further up in a pipe. */
function namesBefore(node: SyntaxNode, env: Env): readonly (readonly [string, Binding])[] {
  if (env.context.named.size === 0 || classOf(node) !== 'PipeExpression') return [];
  const before = part(node, 'Expression');
  const operator = classOf(before) === 'PipeExpression' ? part(before, 'Operator') : before;
  const binding = env.context.named.get(operator);
  const outer = namesBefore(before, env);
  return binding === undefined ? outer : [...outer, [nameOf(part(operator, 'Name')), binding]];
}

function withoutPiped(env: Env): Env {
  const { piped: _, parts: __, ...rest } = env;
  return rest;
}

function lowerOperator(node: SyntaxNode, input: Rows, env: Env): Rows {
  const operator = operatorOf.get(classOf(node));
  if (operator === undefined) return refusedOperator(node, env);
  if ((input.carried ?? []).length > 0 && operator.keepsParts !== true) {
    return refuseRows(env, 'KQL0104', `${operator.name} in a subquery of mv-apply or partition`, node);
  }
  const rows = operator.lower(node, input, env);
  return operator.ownOrder === true ? rows : checked(rows, node, env);
}

/** Refuses an operator by its name and says why. */
function refusedOperator(node: SyntaxNode, env: Env): Rows {
  return refuseRows(env, 'KQL0101', refusedName(spelling(node)), node);
}

/** The spelling of an operator from the name of its class: `MakeSeriesOperator` is make-series. */
function spelling(node: SyntaxNode): string {
  return classOf(node)
    .replace(/(Operator|Expression)$/, '')
    .replace(/(?<!^)([A-Z])/g, '-$1')
    .toLowerCase()
    .replace(/^reduce-by$/, 'reduce');
}

/** `table('name')`, a function of the rule, and what else gives rows. */
function lowerTableFunction(node: SyntaxNode, env: Env): Rows {
  const name = nameOf(part(node, 'Name'));
  if (env.scope.get(name)?.kind === 'function') {
    const body = calledBody(node, env);
    if (body !== undefined) {
      return { ...lowerTabular(body.expression, { context: env.context, scope: body.env.scope }), name };
    }
  }
  const stored = storedRows(name, node, env);
  if (stored !== undefined) return stored;
  if (name === GET_WATCHLIST) return getWatchlist(node, env);
  if (name === GET_WATCHLIST_ALIAS) return watchlistAliases(env.context.catalog);
  const [first] = argumentsOf(node);
  if (name === 'table' && first !== undefined) {
    const wanted = constantText(lowerExpression(first, env));
    const rows = wanted === undefined ? undefined : tableByName(wanted, node, env);
    if (rows !== undefined) return rows;
    if (wanted !== undefined) {
      env.context.absent.push({ name: wanted, node });
      return noRows(node);
    }
  }
  return refuseRows(env, 'KQL0102', name, node);
}

/** A column that scan has for the binder, but not for the engine unless it is asked for. */
const MATCH_ID = 'match_id';

/**
 * Refuses an operator whose columns are not those that Microsoft's binder gives it, so that no answer differs from
 * Kusto's in silence. Where the binder does not know a type, ours stands.
 */
function checked(rows: Rows, node: SyntaxNode, env: Env): Rows {
  const bound = boundColumns(node);
  // Behind fork the binder knows no columns at all.
  const open = bound === undefined || bound.length === 0 || bound.some(({ type }) => type === undefined);
  if (bound === undefined || open || env.context.diagnostics.some(({ severity }) => severity === 'error')) {
    return rows;
  }
  const ours = visibleColumns(rows).map(({ name }) => name);
  const all = bound.map(({ name }) => name);
  const theirs = ours.includes(MATCH_ID) ? all : all.filter((name) => name !== MATCH_ID);
  if (ours.length === theirs.length && ours.every((name, index) => name === theirs[index])) return rows;
  const difference = `(${ours.join(', ')}) instead of (${theirs.join(', ')})`;
  return refuseRows(env, 'KQL0110', difference, node);
}
