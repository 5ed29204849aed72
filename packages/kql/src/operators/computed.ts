import { column, columnsOf } from '@interloper/plan';
import type { Column, Expression, NamedExpression, SortKey, WindowCall } from '@interloper/plan';
import { component } from '../functions/call.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, elements, nameOf, part, tupleOf } from '../kusto/syntax.js';
import { lowerExpression, refuse } from '../lowering.js';
import type { Env, Rows, SessionUse } from '../lowering.js';
import { carriedColumns } from '../text.js';
import { withSessions } from './sessions.js';

/** An item of a list of expressions, with the names it was given in the rule. */
export interface Item {
  readonly names: readonly string[];
  readonly value: SyntaxNode;
}

/** The values of an item: several for a call that gives several, or for names that take a list apart. */
export function valuesOfItem(item: Item, env: Env): readonly Expression[] {
  const several = tupleOf(item.value);
  if (several !== undefined) {
    const list = lowerExpression(item.value, { ...env, tuple: true });
    return several.map(({ type }, index) => component(list, index, type));
  }
  const value = lowerExpression(item.value, env);
  return item.names.length > 1 ? item.names.map((_, index) => component(value, index, 'dynamic')) : [value];
}

/** Takes `name = value` and `(a, b) = value` apart. */
export function itemOf(node: SyntaxNode): Item {
  switch (classOf(node)) {
    case 'SimpleNamedExpression':
      return { names: [nameOf(part(node, 'Name'))], value: part(node, 'Expression') };
    case 'CompoundNamedExpression':
      return {
        names: elements(part(node, 'Names'), 'Names').map(nameOf),
        value: part(node, 'Expression'),
      };
    default:
      return { names: [], value: node };
  }
}

/** Window calls that can be computed at once: in the same parts of the rows, none from the result of another. */
interface Stage {
  readonly within: Expression | undefined;
  readonly calls: WindowCall[];
}

/**
 * An environment whose expressions may look at neighbouring rows, and the rows with what they looked at: call
 * `finish` once the expressions are lowered.
 */
export function withWindows(rows: Rows, env: Env): { readonly env: Env; readonly finish: () => Rows } {
  const stages: (Stage | SessionStage)[] = [];
  return {
    env: {
      ...env,
      rows,
      window({ within, ...item }) {
        const name = env.context.fresh('window');
        stageFor(stages, within, item.args).calls.push({ ...item, name });
        return column(name, item.type);
      },
      session(session) {
        const name = env.context.fresh('session');
        stages.push({ session, name });
        return column(name, 'datetime');
      },
    },
    finish: () =>
      stages.reduce(
        (before, stage) =>
          'session' in stage
            ? withSessions(before, stage.session, stage.name, env)
            : withStage(before, stage),
        rows,
      ),
  };
}

interface SessionStage {
  readonly session: SessionUse;
  readonly name: string;
}

function stageFor(
  stages: (Stage | SessionStage)[],
  within: Expression | undefined,
  args: readonly Expression[],
): Stage {
  const latest = stages.at(-1);
  const last = latest !== undefined && 'calls' in latest ? latest : undefined;
  const made = new Set(last?.calls.map(({ name }) => name));
  const needed = [...args, ...(within === undefined ? [] : [within])].flatMap(columnsIn);
  const fits = last !== undefined && JSON.stringify(last.within) === JSON.stringify(within);
  if (fits && !needed.some((name) => made.has(name))) return last;
  const stage: Stage = { within, calls: [] };
  stages.push(stage);
  return stage;
}

function withStage(rows: Rows, { within, calls }: Stage): Rows {
  const parts = carriedColumns(rows).map(({ expression }) => expression);
  return {
    ...rows,
    relation: {
      kind: 'window',
      input: rows.relation,
      partition: within === undefined ? parts : [...parts, within],
      order: rows.order ?? [],
      calls,
    },
  };
}

/** Without the columns that `withWindows` added. */
export function withoutHidden(rows: Rows): Rows {
  const columns = columnsOf(rows.relation);
  const carried = rows.carried ?? [];
  const isKept = (item: Column): boolean => !isHidden(item) || carried.includes(item.name);
  if (columns.every(isKept)) return rows;
  const kept = columns
    .filter(isKept)
    .map(({ name, type }): NamedExpression => ({ name, expression: column(name, type) }));
  return { ...rows, relation: { kind: 'project', input: rows.relation, columns: kept } };
}

function isHidden({ name }: Column): boolean {
  return name.startsWith('$');
}

/** A name not yet taken, with the least number behind it that makes it so. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 1;
  while (taken.has(`${name}${number}`)) number += 1;
  return `${name}${number}`;
}

/**
 * Names of columns put side by side: the first of a name keeps it, the others get the least number that no column has,
 * also none further on: of c, c, c1 the second becomes c2.
 */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    const given = seen.has(name) ? freeName(name, taken) : name;
    seen.add(name);
    taken.add(given);
    return given;
  });
}

/** The sort keys if they still mean the same after columns were recomputed or dropped. */
export function orderAfter(rows: Rows, kept: ReadonlySet<string>): Pick<Rows, 'order' | 'orderLost'> {
  const order = rows.order ?? [];
  if (order.length === 0) return {};
  const usable = order.every(({ expression }) => columnsIn(expression).every((name) => kept.has(name)));
  return usable ? { order } : { orderLost: true };
}

function columnsIn(expression: SortKey['expression']): readonly string[] {
  if (expression.kind === 'column') return [expression.name];
  return expression.kind === 'call' ? expression.args.flatMap(columnsIn) : [];
}

/** Lowers the constant number of rows of take, top and sample. */
export function rowCount(node: SyntaxNode, env: Env): number | undefined {
  const value = lowerExpression(node, env);
  const count = value.kind === 'literal' && value.value !== null ? Number(value.value) : Number.NaN;
  if (Number.isSafeInteger(count) && count >= 0) return count;
  refuse(env, 'KQL0105', 'The number of rows', node);
  return undefined;
}
