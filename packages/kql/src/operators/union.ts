import { columnsOf, nullOf, text } from '@interloper/plan';
import type { Column, Expression, NamedExpression } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import {
  children,
  classOf,
  elements,
  items,
  nameOf,
  optionalPart,
  parametersOf,
  part,
  symbolClass,
  wordOf,
} from '../kusto/syntax.js';
import { lowerTabular, noRows, refuseRows, report, withAbsentReads } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { convert } from '../convert.js';
import { publishedColumns } from '../published-tables/published-tables.js';
import { columnValue, project } from '../text.js';
import { freeName } from './computed.js';
import { wildcardPattern } from './name-patterns.js';
import type { Operator, Source } from './operator.js';
import { isKnownAbsent, tableByName } from './tables.js';

const facts = {
  name: 'union',
  classes: ['UnionOperator'],
  support: 'supported',
  page: 'union-operator',
} as const;

/** https://learn.microsoft.com/kusto/query/union-operator */
export const union: Operator = {
  ...facts,
  lower: (node, input, env) => united(node, [input], env),
};

/** `union` at the beginning of a pipe. */
export const unionSource: Source = { ...facts, lower: (node, env) => united(node, [], env) };

function united(node: SyntaxNode, before: readonly Rows[], env: Env): Rows {
  const { context, scope } = env;
  const inner: Env = { context, scope };
  const parameters = parametersOf(node);
  const isFuzzy = wordIs(parameters.get('isfuzzy'), 'true');
  const written = elements(node, 'Expressions');
  const legs = [
    ...before,
    ...(isFuzzy ? fuzzyLegs(written, inner) : written.flatMap((leg) => legsOf(leg, inner))),
  ];
  const source = parameters.get('withsource') ?? parameters.get('with_source');
  const common = wordIs(parameters.get('kind'), 'inner');
  if (legs.length === 0) {
    const leaves = written.map((leg) => leaf(leg)).filter((each) => isMissing(each, inner));
    context.absent.push(...leaves.map((each) => ({ name: missingName(each), node: each })));
    return leaves.length > 0
      ? noRows(node)
      : refuseRows(env, 'KQL0104', 'A union of no table that is there', node);
  }
  return unite(legs, source === undefined ? undefined : wordOf(source), common);
}

/** The legs of a fuzzy union: those that read tables that are not there have no rows, unless all do. */
function fuzzyLegs(written: readonly SyntaxNode[], env: Env): readonly Rows[] {
  const { context } = env;
  const legs = written.map((leg) => ({ leg, ...withAbsentReads(env, () => legsOf(leg, env)) }));
  if (legs.every(({ absent, found }) => absent.length > 0 || found.length === 0)) {
    context.absent.push(...legs.flatMap(({ absent }) => absent));
    return legs.flatMap(({ found }) => found);
  }
  return legs.flatMap(({ leg, found, absent }) => {
    for (const name of new Set(absent.map((read) => read.name))) report(env, 'KQL0202', name, leg);
    const isKnown = absent.every(({ name }) => publishedColumns(name) !== undefined);
    return absent.length === 0 ? found : isKnown ? found.map(emptied) : [];
  });
}

function emptied(rows: Rows): Rows {
  return { ...rows, relation: { kind: 'values', columns: columnsOf(rows.relation), rows: [] } };
}

function wordIs(node: SyntaxNode | undefined, word: string): boolean {
  return node !== undefined && wordOf(node).toLowerCase() === word;
}

/** The tables an item of union stands for: several for a wildcard, none for a missing one that may miss. */
export function legsOf(node: SyntaxNode, env: Env): readonly Rows[] {
  if (classOf(node) === 'ParenthesizedExpression') {
    const inner = part(node, 'Expression');
    return isMissing(leaf(inner), env) ? missing(leaf(inner), env) : [lowerTabular(inner, env)];
  }
  const name = optionalPart(node, 'Name');
  const wild = name !== undefined && /Wildcarded/.test(classOf(name));
  if (wild) return wildcardLegs(node, env);
  if (isMissing(node, env)) return missing(node, env);
  return [lowerTabular(node, env)];
}

function leaf(node: SyntaxNode): SyntaxNode {
  if (classOf(node) === 'ParenthesizedExpression') return leaf(part(node, 'Expression'));
  return classOf(node) === 'PipeExpression' ? leaf(part(node, 'Expression')) : node;
}

/** A name of a table or function that the binder let through, although there is none, because the union is fuzzy. */
function isMissing(node: SyntaxNode, env: Env): boolean {
  if (classOf(node) === 'FunctionCallExpression') return symbolClass(part(node, 'Name')) === '';
  if (classOf(node) !== 'NameReference' || symbolClass(node) === 'FunctionSymbol') return false;
  const name = nameOf(node);
  return (
    !env.scope.has(name) &&
    !env.context.catalog.tables.some((view) => view.name === name) &&
    !isKnownAbsent(name, env)
  );
}

function missing(node: SyntaxNode, env: Env): readonly Rows[] {
  report(env, 'KQL0202', missingName(node), node);
  return [];
}

function missingName(node: SyntaxNode): string {
  return nameOf(classOf(node) === 'FunctionCallExpression' ? part(node, 'Name') : node);
}

/** A wildcard stands for tables and views, not for other lets. */
function wildcardLegs(node: SyntaxNode, env: Env): readonly Rows[] {
  const written = children(part(node, 'Name'))
    .map((child) => child.Text ?? '')
    .join('');
  const pattern = wildcardPattern(written);
  const members = items(node.ReferencedSymbol?.Members).map(({ Name }) => Name);
  const names = new Set([
    ...members,
    ...[...env.scope].flatMap(([name, binding]) =>
      binding.kind === 'function' && binding.isView && pattern.test(name) ? [name] : [],
    ),
    ...env.context.catalog.tables.map((view) => view.name).filter((name) => pattern.test(name)),
  ]);
  return [...names].flatMap((name) => tableByName(name, node, env) ?? []);
}

/** Rows of all legs under each other; a column that a leg lacks is null there. */
export function unite(legs: readonly Rows[], source: string | undefined, common: boolean): Rows {
  const columns = unionColumns(legs, common);
  const rows = legs.map((leg, index) =>
    project({ ...leg }, [
      ...(source === undefined ? [] : [{ name: source, expression: text(leg.name ?? `union_arg${index}`) }]),
      ...columns.map(({ name, from, type }): NamedExpression => ({
        name,
        expression: valueOf(leg, from, type),
      })),
    ]),
  );
  const [only] = rows;
  if (only !== undefined && rows.length === 1) return { relation: only.relation, nullable: only.nullable };
  return {
    relation: { kind: 'union', inputs: rows.map(({ relation }) => relation) },
    nullable: new Set(rows.flatMap(({ nullable }) => [...nullable])),
  };
}

function valueOf(leg: Rows, from: string, type: Column['type']): Expression {
  const found = columnsOf(leg.relation).find((item) => item.name === from && item.type === type);
  if (found !== undefined) return convert(columnValue(leg, from, type), type);
  return type === 'string' ? text('') : nullOf(type);
}

/** A column of the answer, and the name it has in the legs. */
interface UnionColumn extends Column {
  readonly from: string;
}

/**
 * A column goes into the output column of its name; where legs disagree on the type, into `name_type`, numbered when a
 * column is so called.
 */
function unionColumns(legs: readonly Rows[], common: boolean): readonly UnionColumn[] {
  const types = new Map<string, Set<Column['type']>>();
  for (const { name, type } of legs.flatMap((leg) => columnsOf(leg.relation))) {
    types.set(name, (types.get(name) ?? new Set()).add(type));
  }
  const inAll = (name: string): boolean =>
    legs.every((leg) => columnsOf(leg.relation).some((item) => item.name === name));
  const kept = [...types].filter(([name]) => !common || inAll(name));
  const taken = new Set(kept.filter(([, kinds]) => kinds.size === 1).map(([name]) => name));
  return kept.flatMap(([from, kinds]): readonly UnionColumn[] => {
    const given = [...kinds];
    const [only] = given;
    if (given.length === 1 && only !== undefined) return [{ name: from, from, type: only }];
    return given.map((type) => {
      const name = freeName(`${from}_${type}`, taken);
      taken.add(name);
      return { name, from, type };
    });
  });
}
