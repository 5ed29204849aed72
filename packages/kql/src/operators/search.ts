import { and, bool, call, or, text } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import {
  boundColumns,
  classOf,
  elements,
  optionalPart,
  parametersOf,
  part,
  tokenText,
  wordOf,
} from '../kusto/syntax.js';
import { lowerExpression, refuse, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { lowerPredicate } from '../predicate.js';
import { allColumns, project } from '../text.js';
import { tablesAsked } from './asked-columns.js';
import type { Operator, Source } from './operator.js';
import { anyColumn } from './star.js';
import { everyTable } from './tables.js';
import { legsOf, unite } from './union.js';

const facts = {
  name: 'search',
  classes: ['SearchOperator'],
  support: 'supported',
  page: 'search-operator',
} as const;

/** https://learn.microsoft.com/kusto/query/search-operator */
export const search: Operator = {
  ...facts,
  lower: (node, input, env) => searched(node, [input], env),
};

/** `search` at the beginning of a pipe: in the tables named, or in all. */
export const searchSource: Source = {
  ...facts,
  lower(node, env) {
    const { context, scope } = env;
    const inner: Env = { context, scope };
    const clause = optionalPart(node, 'InClause');
    const tables =
      clause === undefined
        ? everyTable(inner)
        : elements(clause, 'Expressions').flatMap((item) => legsOf(item, inner));
    const legs = tablesAsked(tables, part(node, 'Condition'));
    return legs.length === 0
      ? refuseRows(env, 'KQL0104', 'A search of no table that is there', node)
      : searched(node, legs, env);
  },
};

function searched(node: SyntaxNode, legs: readonly Rows[], env: Env): Rows {
  const kind = parametersOf(node).get('kind');
  const exact = kind !== undefined && wordOf(kind).toLowerCase() === 'case_sensitive';
  const bound = (boundColumns(node) ?? []).map(({ name }) => name);
  const [only] = legs;
  const piped = legs.length === 1 && only !== undefined && only.name === undefined;
  const source = bound.find((name) => name === '$table');
  const written = part(node, 'Condition');
  const holds = (over: Rows): Rows => {
    const predicate = condition(written, { ...env, rows: over }, exact);
    return { ...over, relation: { kind: 'filter', input: over.relation, predicate } };
  };
  // A record of one table is not looked for in the columns of all others.
  const apart = namesNoColumn(written);
  const rows = unite(apart ? legs.map(holds) : legs, source, false);
  const named = piped && source !== undefined ? withName(rows, source) : rows;
  const found = apart ? named : holds(named);
  const have = new Map(allColumns(found).map((item) => [item.name, item]));
  const chosen = bound.flatMap((name) => have.get(name) ?? []);
  return chosen.length === have.size && chosen.length === bound.length ? project(found, chosen) : found;
}

/** True of a condition that only looks for terms anywhere. */
function namesNoColumn(node: SyntaxNode): boolean {
  switch (classOf(node)) {
    case 'ParenthesizedExpression':
      return namesNoColumn(part(node, 'Expression'));
    case 'StarExpression':
    case 'LiteralExpression':
    case 'CompoundStringLiteralExpression':
      return true;
    case 'BinaryExpression':
      return (
        ['and', 'or'].includes(tokenText(node, 'Operator').toLowerCase()) &&
        namesNoColumn(part(node, 'Left')) &&
        namesNoColumn(part(node, 'Right'))
      );
    default:
      return false;
  }
}

/** What comes from a pipe has no table's name. */
function withName(rows: Rows, source: string): Rows {
  return project(
    rows,
    allColumns(rows).map((item) => (item.name === source ? { name: source, expression: text('') } : item)),
  );
}

/** A condition in which a bare text looks for a term in every column. */
export function condition(node: SyntaxNode, env: Env, exact: boolean): Expression {
  switch (classOf(node)) {
    case 'ParenthesizedExpression':
      return condition(part(node, 'Expression'), env, exact);
    case 'StarExpression':
      return bool(true);
    case 'LiteralExpression':
    case 'CompoundStringLiteralExpression':
      return inEveryColumn(node, env, exact);
    case 'BinaryExpression': {
      const operator = tokenText(node, 'Operator').toLowerCase();
      const side = (name: string): Expression => condition(part(node, name), env, exact);
      if (operator === 'and') return and(side('Left'), side('Right'));
      if (operator === 'or') return or(side('Left'), side('Right'));
      if (operator === ':') {
        const value = lowerExpression(part(node, 'Left'), env);
        return termTest(value, part(node, 'Right'), env, exact);
      }
      return lowerPredicate(node, env);
    }
    default:
      return lowerPredicate(node, env);
  }
}

function inEveryColumn(node: SyntaxNode, env: Env, exact: boolean): Expression {
  const value = lowerExpression(node, env);
  if (value.kind === 'literal' && value.type === 'bool') return value;
  const { rows } = env;
  const inner = rows === undefined ? env : { ...env, rows: project(rows, searchable(rows)) };
  return anyColumn(inner, (each) => termTest(each, node, env, exact));
}

/** The name of the table is not part of a record. */
function searchable(rows: Rows) {
  return allColumns(rows).filter(({ name }) => name !== '$table');
}

/** A term with wildcards: `a*` begins a term, `*a` ends one, `*a*` is anywhere, `a*b` spans. */
function termTest(value: Expression, node: SyntaxNode, env: Env, exact: boolean): Expression {
  const given = lowerExpression(node, env);
  const term = convert(given, 'string');
  if (term.kind !== 'literal') return refuse(env, 'KQL0105', 'A term of search', node, 'bool');
  const written = String(term.value);
  const where = convert(value, 'string');
  const test = (fn: FunctionName, what: string): Expression => call(fn, [where, text(what)]);
  const forms = exact ? EXACT : ANY_CASE;
  const bare = written.replace(/^\*/, '').replace(/\*$/, '');
  if (bare === '') return bool(true);
  if (bare.includes('*')) {
    const escaped = written.split('*').map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
    return test(exact ? 'matchesRegex' : 'matchesRegexIgnoreCase', `\\b${escaped.join('.*')}\\b`);
  }
  const [open, closed] = [written.startsWith('*'), written.endsWith('*')];
  if (open && closed) return test(forms.contains, bare);
  if (open) return test(forms.suffix, bare);
  return test(closed ? forms.prefix : forms.has, bare);
}

interface Forms {
  readonly has: FunctionName;
  readonly prefix: FunctionName;
  readonly suffix: FunctionName;
  readonly contains: FunctionName;
}

const ANY_CASE: Forms = {
  has: 'hasIgnoreCase',
  prefix: 'hasPrefixIgnoreCase',
  suffix: 'hasSuffixIgnoreCase',
  contains: 'containsIgnoreCase',
};

const EXACT: Forms = { has: 'has', prefix: 'hasPrefix', suffix: 'hasSuffix', contains: 'contains' };
