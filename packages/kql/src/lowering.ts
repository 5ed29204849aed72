import { columnsOf, nullOf, someExpression } from '@interloper/plan';
import type {
  AggregateCall,
  Catalog,
  Column,
  ColumnReference,
  Diagnostic,
  Expression,
  Pending,
  Relation,
  ScalarType,
  SortKey,
  WindowCall,
} from '@interloper/plan';
import { diagnostic } from './diagnostics.js';
import type { KqlCode } from './diagnostics.js';
import type { SyntaxNode } from './kusto/library.js';
import { boundColumns, nameOf, part, spanOf, typeOf } from './kusto/syntax.js';

/**
 * Rows on their way through a rule. Kusto's text is never null, but a log's is where a record lacks the field:
 * `nullable` names the text columns whose null stands for empty text. Every use of such a column as a value goes
 * through `columnValue`, which puts the empty text in.
 */
export interface Rows {
  readonly relation: Relation;
  readonly nullable: ReadonlySet<string>;
  /** Set where the rows are the edges of a graph. */
  readonly graph?: Graph;
  /** How `union withsource=` calls these rows. */
  readonly name?: string;
  /** Hidden columns that tell the parts of a partition or mv-apply from each other: every step keeps them apart. */
  readonly carried?: readonly string[];
  /** The order the rows were last sorted in, for functions that look at neighbours. */
  readonly order?: readonly SortKey[];
  /** True when the rows still lie in an order of which no column is left. */
  readonly orderLost?: true;
  /** How the engine names columns that the binder names otherwise; only looked at where summarize is the last step. */
  readonly engineNames?: ReadonlyMap<string, string>;
}

/** The nodes that the edges of a graph join. */
export interface Graph {
  /** The columns of the edges that hold the ids of the nodes. */
  readonly source: string;
  readonly target: string;
  /** Each node once; the column `id` is hidden, the rest are its properties. */
  readonly nodes: Rows;
  readonly id: string;
}

/** What a name of a rule stands for. Functions keep the names they saw when they were declared. */
export type Binding =
  /** `row` is the row that the expression is computed on, where it looks at one. */
  | { readonly kind: 'scalar'; readonly expression: Expression; readonly row?: Rows }
  /** `absent`: what it reads that is not there. */
  | { readonly kind: 'table'; readonly rows: Rows; readonly absent?: readonly AbsentRead[] }
  | { readonly kind: 'pattern'; readonly scope: Scope; readonly matches: readonly SyntaxNode[] }
  /** `body` is that of a function without parameters, which can be read where no call is written. */
  | {
      readonly kind: 'function';
      readonly scope: Scope;
      readonly body?: SyntaxNode;
      readonly isView: boolean;
    };

type Scope = ReadonlyMap<string, Binding>;

/** Where a rule reads a table that is not there. */
export interface AbsentRead {
  readonly name: string;
  readonly node: SyntaxNode;
}

/** Where an expression stands: the names it sees and the row it is computed on. */
export interface Env {
  readonly context: Context;
  readonly scope: Scope;
  /** The row in scope. */
  readonly rows?: Rows;
  /** The rows before an operator that begins a subquery of mv-apply or partition. */
  readonly piped?: Rows;
  /** The parts that the source of a subquery is read for: a row of each with each of the source's. */
  readonly parts?: Rows;
  /** The key of the part that a row belongs to, by its name outside the subquery. */
  readonly key?: { readonly name: string; readonly expression: Expression };
  /** Both rows of a join condition. */
  readonly sides?: { readonly left: Rows; readonly right: Rows };
  /** Takes aggregates out of a summarize expression. */
  readonly aggregate?: (call: Omit<AggregateCall, 'name'>) => ColumnReference;
  /** The order in which aggregates see the rows, for those to which it matters. */
  readonly rowOrder?: () => readonly SortKey[];
  /** The steps of scan, and what each remembers. */
  readonly steps?: ReadonlyMap<string, readonly Column[]>;
  /** Set where a call that gives several values may give them all, as a JSON array. */
  readonly tuple?: true;
  /** Takes functions over neighbouring rows out of an expression. */
  readonly window?: (call: WindowUse) => ColumnReference;
  /** Takes row_window_session out of an expression. */
  readonly session?: (session: SessionUse) => ColumnReference;
}

/** When a session of neighbouring rows begins: how far from its first value, how far from the value before, or at once. */
export interface SessionUse {
  readonly value: Expression;
  readonly fromFirst: Expression;
  readonly fromLast: Expression;
  readonly restart: Expression;
}

/** A function over neighbouring rows: those with equal values of `within`, when it is given. */
export interface WindowUse extends Omit<WindowCall, 'name'> {
  readonly within?: Expression;
}

/** A tabular let, computed at the top of the plan so that every use can refer to it. */
export interface HoistedLet {
  readonly name: string;
  readonly value: Relation;
  readonly materialised: boolean;
}

/** What one compilation collects. */
export interface Context {
  /** The first question that only the data answers; see `learn`. */
  pending: Pending | undefined;
  /** True when the node stands in the rule's own text, where an answer can be put. */
  readonly canLearn: (node: SyntaxNode) => boolean;
  readonly catalog: Catalog;
  readonly diagnostics: Diagnostic[];
  /** What the rule reads and the catalogue does not have. */
  readonly missing: Set<string>;
  /** What the rule reads of tables that are not there, beside the legs of fuzzy unions. */
  readonly absent: AbsentRead[];
  /** Tables that are not there and of which nothing is known. */
  readonly unknownTables: readonly string[];
  readonly lets: HoistedLet[];
  /** The rows that each `as` names: the rest of its pipe knows the name. */
  readonly named: Map<SyntaxNode, Binding>;
  /** The call that each expanded body of a function belongs to: places in a body are not those of the rule. */
  readonly calls: Map<SyntaxNode, SyntaxNode>;
  /** A name that the rule cannot hold. */
  readonly fresh: (prefix: string) => string;
  /** The two halves of lowering call each other through here, so that their files do not import in circles. */
  readonly lowerings: Lowerings;
}

export interface Lowerings {
  readonly expression: (node: SyntaxNode, env: Env) => Expression;
  readonly tabular: (node: SyntaxNode, env: Env) => Rows;
}

export function createContext(
  catalog: Catalog,
  text: string,
  lowerings: Lowerings,
  unknownTables: readonly string[],
): Context {
  let count = 0;
  return {
    catalog,
    pending: undefined,
    canLearn: (node) => text.startsWith(nameOf(part(node, 'Name')), node.TextStart),
    lowerings,
    diagnostics: [],
    missing: new Set(),
    absent: [],
    unknownTables,
    lets: [],
    named: new Map(),
    calls: new Map(),
    fresh(prefix) {
      count += 1;
      return `$${prefix}${count}`;
    },
  };
}

/** Notes a diagnostic at a node; what stands in the body of a function is noted where the rule calls it. */
export function report(env: Env, code: KqlCode, what: string, node: SyntaxNode): void {
  env.context.diagnostics.push(diagnostic(code, what, spanOf(inRule(node, env))));
}

function inRule(node: SyntaxNode, env: Env): SyntaxNode {
  const call = node.Root === undefined ? undefined : env.context.calls.get(node.Root);
  return call === undefined ? node : inRule(call, env);
}

/** Refuses an expression: notes why and gives a null of its type so that the rest can be looked at too. */
export function refuse(
  env: Env,
  code: KqlCode,
  what: string,
  node: SyntaxNode,
  type: ScalarType = typeOf(node) ?? 'dynamic',
): Expression {
  report(env, code, what, node);
  return nullOf(type);
}

/** Refuses a tabular expression: notes why and gives no rows of its columns. */
export function refuseRows(env: Env, code: KqlCode, what: string, node: SyntaxNode): Rows {
  report(env, code, what, node);
  return noRows(node);
}

/** No rows of the columns that the binder gives a node. */
export function noRows(node: SyntaxNode): Rows {
  const columns = (boundColumns(node) ?? []).map(({ name, type }): Column => ({
    name,
    type: type ?? 'dynamic',
  }));
  return { relation: { kind: 'values', columns, rows: [] }, nullable: new Set() };
}

/**
 * What `lower` reads of tables that are not there: taken out of what the rule reads of them, with the mistakes that come
 * of it. What is then used after all must say that the tables are not there.
 */
export function withAbsentReads<T>(
  { context }: Env,
  lower: () => T,
): { readonly found: T; readonly absent: readonly AbsentRead[] } {
  const { absent, diagnostics } = context;
  const [reads, said] = [absent.length, diagnostics.length];
  const found = lower();
  const own = absent.splice(reads);
  if (own.length > 0) {
    const kept = diagnostics.splice(said).filter(({ severity }) => severity !== 'error');
    diagnostics.push(...kept);
  }
  return { found, absent: own };
}

/** Names a relation at the top of the plan and gives the reference to it. */
export function hoist(env: Env, rows: Rows, name: string, materialised: boolean): Rows {
  const unique = env.context.fresh(name);
  env.context.lets.push({ name: unique, value: rows.relation, materialised });
  return {
    ...rows,
    relation: { kind: 'reference', name: unique, columns: columnsOf(rows.relation) },
  };
}

/** What a name stands for that is given a value: one that looks at a row is known with that row only. */
export function scalarBinding(expression: Expression, env: Env): Binding {
  const looksAtRow = env.rows !== undefined && someExpression(expression, ({ kind }) => kind === 'column');
  return { kind: 'scalar', expression, ...(looksAtRow ? { row: env.rows } : {}) };
}

export function withScope(env: Env, names: Iterable<readonly [string, Binding]>): Env {
  return { ...env, scope: new Map([...env.scope, ...names]) };
}

/** Lowers a scalar expression. Text it gives is never null. */
export function lowerExpression(node: SyntaxNode, env: Env): Expression {
  return env.context.lowerings.expression(node, env);
}

/** Lowers a tabular expression. */
export function lowerTabular(node: SyntaxNode, env: Env): Rows {
  return env.context.lowerings.tabular(node, env);
}
