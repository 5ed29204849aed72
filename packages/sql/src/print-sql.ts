import {
  columnsOf,
  expressionsOf,
  pruneColumns,
  someExpression,
  walkRelations,
  windowSignatureOf,
} from '@interloper/plan';
import type {
  AggregateCall,
  Column,
  Expression,
  Relation,
  SortKey,
  Unnest,
  WindowCall,
  WindowFrame,
} from '@interloper/plan';
import { aliasesOf } from './aliases.js';
import type { Dialect, PrintedAggregate } from './dialect.js';
import type { Statement } from './engine.js';
import { boundGrowth } from './passes/bound-growth.js';
import { dropEmpty } from './passes/drop-empty.js';
import { joinConditions } from './passes/join-conditions.js';
import { knownConditions } from './passes/known-conditions.js';
import { mergeSteps } from './passes/merge-steps.js';
import { regexGroups } from './passes/regex-groups.js';
import { sameNumbers } from './passes/same-numbers.js';
import { shareWork } from './passes/share-work.js';
import { singleRows } from './passes/single-rows.js';
import { timeBuckets } from './passes/time-buckets.js';
import { usePaths } from './passes/use-paths.js';
import { plainSortKeys, sortKeys } from './sort-keys.js';

/** What surrounds the relation being printed: the aliases of relations that a `let` named. */
interface Scope {
  readonly dialect: Dialect;
  readonly named: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

type Aliases = ReadonlyMap<string, string>;

/** How a column reference is printed where an expression stands. */
type ColumnPrinter = (name: string, side: 'left' | 'right' | undefined) => string;

/**
 * Prints a plan as one SQL statement, after leaving out what nobody reads and putting stored columns in the place of
 * JSON paths. Throws `Unsupported` for what the dialect cannot do.
 */
export function printSql(relation: Relation, dialect: Dialect): Statement {
  const joined = timeBuckets(joinConditions(singleRows(sameNumbers(usePaths(dropEmpty(relation))))));
  const steps = knownConditions(regexGroups(mergeSteps(pruneColumns(joined))));
  const slim = boundGrowth(shareWork(steps), dialect);
  return {
    sql: select(slim, { dialect, named: new Map() }),
    columns: columnsOf(relation).map(({ name, type }) => ({ name, type })),
    usesNow: mentionsNow(slim),
  };
}

/** Prints an expression over a relation's columns; for statements that are not queries. */
export function printPredicate(expression: Expression, over: Relation, dialect: Dialect): string {
  return print(expression, { dialect, named: new Map() }, ofInput(over, dialect));
}

function mentionsNow(relation: Relation): boolean {
  let found = false;
  walkRelations(relation, (part) => {
    found ||= expressionsOf(part).some((expression) =>
      someExpression(expression, (inner) => inner.kind === 'now'),
    );
  });
  return found;
}

function select(relation: Relation, scope: Scope): string {
  const { dialect } = scope;
  const own = aliasesOf(columnsOf(relation));
  const name = (column: string): string => dialect.identifier(own.get(column) ?? column);
  const from = (input: Relation): string => `(${select(input, scope)})`;
  switch (relation.kind) {
    case 'scan': {
      const columns = relation.columns.map((item) =>
        as(item.name === '_row' ? dialect.rowNumber : dialect.identifier(item.name), name(item.name)),
      );
      return `SELECT ${columns.join(', ')} FROM ${dialect.identifier(relation.dataset)} WHERE NOT ${dialect.identifier('_hidden')}`;
    }
    case 'values':
      return values(relation, scope, name);
    case 'range': {
      const bound = (part: Expression): string => print(part, scope, noColumns);
      const source = dialect.range(relation, bound(relation.from), bound(relation.to), bound(relation.step));
      return `SELECT ${name(relation.column.name)} FROM ${source} AS t(${name(relation.column.name)})`;
    }
    case 'readFiles':
      return `SELECT ${columnsOf(relation)
        .map((item) => name(item.name))
        .join(', ')} FROM ${dialect.readFiles(relation)}`;
    case 'reference': {
      const aliases = scope.named.get(relation.name) ?? own;
      const columns = relation.columns.map((item) =>
        as(dialect.identifier(aliases.get(item.name) ?? item.name), name(item.name)),
      );
      return `SELECT ${columns.join(', ')} FROM ${dialect.identifier(relation.name)}`;
    }
    case 'filter': {
      const condition = print(relation.predicate, scope, ofInput(relation.input, dialect));
      // A scan ends in a WHERE already, and under the names that the condition uses.
      if (relation.input.kind === 'scan' && keepsNames(relation.input.columns)) {
        return `${select(relation.input, scope)} AND ${condition}`;
      }
      return `SELECT * FROM ${from(relation.input)} WHERE ${condition}`;
    }
    case 'extend':
      return extend(relation, scope, own);
    case 'project': {
      const inner = ofInput(relation.input, dialect);
      const columns = relation.columns.map((item) =>
        as(print(item.expression, scope, inner), name(item.name)),
      );
      return `SELECT ${columns.join(', ')} FROM ${from(relation.input)}`;
    }
    case 'aggregate': {
      const inner = ofInput(relation.input, dialect);
      const groups = relation.groups.map(
        (item) => `${print(item.expression, scope, inner)} AS ${name(item.name)}`,
      );
      const calls = relation.aggregates.map(
        (item) => `${aggregate(item, scope, inner)} AS ${name(item.name)}`,
      );
      const by =
        relation.groups.length === 0
          ? ''
          : ` GROUP BY ${relation.groups.map((_, index) => index + 1).join(', ')}`;
      return `SELECT ${[...groups, ...calls].join(', ')} FROM ${from(relation.input)}${by}`;
    }
    case 'window': {
      const inner = ofInput(relation.input, dialect);
      const partition = relation.partition.map((part) => print(part, scope, inner)).join(', ');
      const byValue = relation.calls.some(({ frame: { unit } }) => unit === 'range');
      const keys = (byValue ? plainSortKeys : sortKeys)(relation.order, (key) => print(key, scope, inner));
      const order = keys === '' ? '' : `ORDER BY ${keys}`;
      const calls = relation.calls.map((item) => {
        const parts = [partition === '' ? '' : `PARTITION BY ${partition}`, order, frame(item.frame)];
        const over = ` OVER (${parts.filter((part) => part !== '').join(' ')})`;
        return `${window(item, over, scope, inner)} AS ${name(item.name)}`;
      });
      const made = new Set(relation.calls.map((item) => item.name));
      return `SELECT ${[...passed(relation.input, made, name, inner), ...calls].join(', ')} FROM ${from(relation.input)}`;
    }
    case 'join':
      return join(relation, scope, name);
    case 'union':
      return relation.inputs.map((input) => `(${select(input, scope)})`).join(' UNION ALL ');
    case 'sort':
      return `SELECT * FROM ${from(relation.input)} ORDER BY ${ordered(relation.keys, scope, ofInput(relation.input, dialect))}`;
    case 'limit': {
      const offset = relation.offset === undefined ? '' : ` OFFSET ${relation.offset}`;
      return `SELECT * FROM ${from(relation.input)} LIMIT ${relation.count}${offset}`;
    }
    case 'distinct':
      return `SELECT DISTINCT * FROM ${from(relation.input)}`;
    case 'unnest':
      return unnest(relation, scope, name);
    case 'let': {
      // Neighbours share one WITH: a second may not follow the first.
      const parts: string[] = [];
      let [body, inner]: [Relation, Scope] = [relation, scope];
      while (body.kind === 'let') {
        const how = body.materialised ? 'MATERIALIZED ' : '';
        parts.push(`${dialect.identifier(body.name)} AS ${how}(${select(body.value, inner)})`);
        const named = new Map([...inner.named, [body.name, aliasesOf(columnsOf(body.value))] as const]);
        inner = { ...scope, named };
        body = body.body;
      }
      return `WITH ${parts.join(', ')} ${select(body, inner)}`;
    }
  }
}

function values(
  relation: Extract<Relation, { kind: 'values' }>,
  scope: Scope,
  name: (column: string) => string,
): string {
  const { dialect } = scope;
  const typed = (index: number, value: Parameters<Dialect['literal']>[1]): string =>
    dialect.literal(relation.columns[index]?.type ?? 'string', value);
  const names = relation.columns.map((item) => name(item.name)).join(', ');
  if (relation.rows.length === 0) {
    const nulls = relation.columns.map((item) => `${dialect.literal(item.type, null)} AS ${name(item.name)}`);
    return `SELECT ${nulls.join(', ')} WHERE false`;
  }
  // A relation without columns is a bare row count; SQL has no such thing, so it gets a column nobody names.
  if (relation.columns.length === 0) return `SELECT 0 FROM range(${relation.rows.length})`;
  const rows = relation.rows.map((row) => `(${row.map((value, index) => typed(index, value)).join(', ')})`);
  return `SELECT ${names} FROM (VALUES ${rows.join(', ')}) AS t(${names})`;
}

function extend(relation: Extract<Relation, { kind: 'extend' }>, scope: Scope, own: Aliases): string {
  const { dialect } = scope;
  const inner = ofInput(relation.input, dialect);
  const added = new Map(relation.columns.map((item) => [item.name, item.expression] as const));
  const alias = (name: string): string => dialect.identifier(own.get(name) ?? name);
  const printed = (name: string, expression: Expression): string =>
    as(print(expression, scope, inner), alias(name));
  const before = new Set(columnsOf(relation.input).map((item) => item.name));
  const replaces = relation.columns.some((item) => before.has(item.name));
  const columns = replaces
    ? columnsOf(relation).map(({ name }) => {
        const expression = added.get(name);
        return expression === undefined ? as(inner(name, undefined), alias(name)) : printed(name, expression);
      })
    : ['*', ...[...added].map(([name, expression]) => printed(name, expression))];
  return `SELECT ${columns.join(', ')} FROM (${select(relation.input, scope)})`;
}

/** `value AS name`, or the name alone where it is the value. */
function as(value: string, name: string): string {
  return value === name ? name : `${value} AS ${name}`;
}

/** True when every column has its own name in SQL and none is computed. */
function keepsNames(columns: readonly Column[]): boolean {
  const aliases = aliasesOf(columns);
  return columns.every(({ name }) => name !== '_row' && aliases.get(name) === name);
}

function join(
  relation: Extract<Relation, { kind: 'join' }>,
  scope: Scope,
  name: (column: string) => string,
): string {
  const { dialect } = scope;
  const left = ofInput(relation.left, dialect);
  const right = ofInput(relation.right, dialect);
  const sided: ColumnPrinter = (column, side) =>
    side === 'right' ? `r.${right(column, undefined)}` : `l.${left(column, undefined)}`;
  const condition = print(relation.condition, scope, sided);
  const columns = relation.columns
    .map((item) => `${sided(item.source, item.side)} AS ${name(item.name)}`)
    .join(', ');
  const tables = {
    left: `(${select(relation.left, scope)}) AS l`,
    right: `(${select(relation.right, scope)}) AS r`,
  };
  const plain = { inner: 'INNER', left: 'LEFT', right: 'RIGHT', full: 'FULL' } as const;
  switch (relation.flavour) {
    case 'leftSemi':
    case 'leftAnti':
    case 'rightSemi':
    case 'rightAnti': {
      const keepsLeft = relation.flavour === 'leftSemi' || relation.flavour === 'leftAnti';
      const anti = relation.flavour === 'leftAnti' || relation.flavour === 'rightAnti';
      const [kept, other] = keepsLeft ? [tables.left, tables.right] : [tables.right, tables.left];
      return `SELECT ${columns} FROM ${kept} WHERE ${anti ? 'NOT ' : ''}EXISTS (SELECT 1 FROM ${other} WHERE ${condition})`;
    }
    default:
      return `SELECT ${columns} FROM ${tables.left} ${plain[relation.flavour]} JOIN ${tables.right} ON ${condition}`;
  }
}

/**
 * Lists become SQL lists in an inner step, so that all are walked in step and a limit or an empty list is a matter
 * of list functions.
 */
function unnest(relation: Unnest, scope: Scope, name: (column: string) => string): string {
  const { dialect } = scope;
  const inner = ofInput(relation.input, dialect);
  const made = new Set([...relation.lists.map((item) => item.column.name), relation.index ?? '']);
  const kept = passed(relation.input, made, name, inner);
  const lists = relation.lists.map(({ list, column }, index) => {
    const printed = dialect.listOf(print(list, scope, inner), list.type, column.type);
    const limited = relation.limit === undefined ? printed : `list_slice(${printed}, 1, ${relation.limit})`;
    return `${limited} AS ${dialect.identifier(`\u2192${index}`)}`;
  });
  const longest = relation.lists.map(
    (_, index) => `coalesce(len(${dialect.identifier(`\u2192${index}`)}), 0)`,
  );
  const length = longest.length === 1 ? (longest[0] ?? '0') : `greatest(${longest.join(', ')})`;
  const keptNames = columnsOf(relation.input).filter((item) => !made.has(item.name));
  const counted = `SELECT *, ${length} AS "\u2192n" FROM (SELECT ${[...kept, ...lists].join(', ')} FROM (${select(relation.input, scope)}))`;
  const steps = relation.outer ? 'range(greatest("\u2192n", 1))' : 'range("\u2192n")';
  const walked = `SELECT *, unnest(${steps}) AS "\u2192i" FROM (${counted})`;
  const outputs = columnsOf(relation).map((item) => {
    const index = relation.lists.findIndex((list) => list.column.name === item.name);
    if (index !== -1) return `${dialect.identifier(`\u2192${index}`)}["\u2192i" + 1] AS ${name(item.name)}`;
    if (item.name === relation.index) return `"\u2192i" AS ${name(item.name)}`;
    return keptNames.some((column) => column.name === item.name)
      ? name(item.name)
      : `NULL AS ${name(item.name)}`;
  });
  return `SELECT ${outputs.join(', ')} FROM (${walked})`;
}

/** The input's columns that a step hands on, under the step's own names. */
function passed(
  input: Relation,
  made: ReadonlySet<string>,
  name: (column: string) => string,
  inner: ColumnPrinter,
): readonly string[] {
  return columnsOf(input)
    .filter((item) => !made.has(item.name))
    .map((item) => {
      const value = inner(item.name, undefined);
      return value === name(item.name) ? value : `${value} AS ${name(item.name)}`;
    });
}

function aggregate(item: AggregateCall, scope: Scope, inner: ColumnPrinter): string {
  const where = item.where === undefined ? '' : ` FILTER (WHERE ${print(item.where, scope, inner)})`;
  const order =
    item.order === undefined || item.order.length === 0
      ? ''
      : ` ORDER BY ${ordered(item.order, scope, inner)}`;
  const call: PrintedAggregate = {
    args: item.args.map((part) => print(part, scope, inner)),
    expressions: item.args,
    type: item.type,
    order,
    filter: where,
    over: '',
    ...(item.limit === undefined ? {} : { limit: item.limit }),
  };
  return scope.dialect.aggregates[item.fn](call);
}

function window(item: WindowCall, over: string, scope: Scope, inner: ColumnPrinter): string {
  windowSignatureOf(item.fn);
  const call: PrintedAggregate = {
    args: item.args.map((part) => print(part, scope, inner)),
    expressions: item.args,
    type: item.type,
    order: '',
    filter: '',
    over,
  };
  const printers: Partial<Record<string, (call: PrintedAggregate) => string>> = {
    ...scope.dialect.aggregates,
    ...scope.dialect.windows,
  };
  const printer = printers[item.fn];
  if (printer === undefined) throw new Error(`the dialect lacks ${item.fn}`);
  return printer(call);
}

function frame(item: WindowFrame): string {
  if (item.unit === 'all') return 'ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING';
  const bound = (value: number | string, word: string): string =>
    value === 'unbounded'
      ? `UNBOUNDED ${word}`
      : String(value) === '0'
        ? 'CURRENT ROW'
        : String(value).startsWith('-')
          ? // A frame that ends before the current row ends so many rows preceding it.
            `${String(value).slice(1)} ${word === 'FOLLOWING' ? 'PRECEDING' : 'FOLLOWING'}`
          : `${value} ${word}`;
  return `${item.unit.toUpperCase()} BETWEEN ${bound(item.before, 'PRECEDING')} AND ${bound(item.after, 'FOLLOWING')}`;
}

function ordered(keys: readonly SortKey[], scope: Scope, inner: ColumnPrinter): string {
  return sortKeys(keys, (key) => print(key, scope, inner));
}

function ofInput(input: Relation, dialect: Dialect): ColumnPrinter {
  const aliases = aliasesOf(columnsOf(input));
  return (name) => dialect.identifier(aliases.get(name) ?? name);
}

const noColumns: ColumnPrinter = (name) => {
  throw new Error(`no columns here, yet ${name} is named`);
};

/** A variable's name that no column has: databases take names for the same whatever their case, and one would hide the other. */
function variableName(name: string): string {
  return `→ ${name}`;
}

function print(expression: Expression, scope: Scope, columns: ColumnPrinter): string {
  const { dialect } = scope;
  const inner = (part: Expression): string => print(part, scope, columns);
  switch (expression.kind) {
    case 'literal':
      return dialect.literal(expression.type, expression.value);
    case 'column':
      return columns(expression.name, expression.side);
    case 'now':
      return dialect.now;
    case 'variable':
      return dialect.identifier(variableName(expression.name));
    case 'lambda':
      return dialect.lambda(dialect.identifier(variableName(expression.parameter)), inner(expression.body));
    case 'scalarQuery':
      return `(SELECT * FROM (${select(firstColumn(expression.relation), scope)}) LIMIT 1)`;
    case 'inQuery':
      return `coalesce(${inner(expression.value)} IN (${select(firstColumn(expression.relation), scope)}), false)`;
    case 'call':
      return dialect.functions[expression.fn]({
        args: expression.args.map(inner),
        expressions: expression.args,
        type: expression.type,
      });
  }
}

function firstColumn(relation: Relation): Relation {
  const columns = columnsOf(relation);
  const [first] = columns;
  if (first === undefined || columns.length === 1) return relation;
  return {
    kind: 'project',
    input: relation,
    columns: [{ name: first.name, expression: { kind: 'column', name: first.name, type: first.type } }],
  };
}
