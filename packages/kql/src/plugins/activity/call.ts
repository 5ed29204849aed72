import { and, call, column, columnsOf } from '@interloper/plan';
import type { AggregateCall, Expression, NamedExpression, Relation, ScalarType } from '@interloper/plan';
import { convert } from '../../convert.js';
import type { SyntaxNode } from '../../kusto/library.js';
import { isTabular, nameOf, symbolClass } from '../../kusto/syntax.js';
import { hoist, lowerExpression } from '../../lowering.js';
import type { Env, Rows } from '../../lowering.js';
import { boundNames } from '../../operators/project.js';
import { pluginArguments } from '../plugin.js';

export const [ID, TIME, WINDOW] = ['$id', '$time', '$window'] as const;

/** What the plugins that count ids over time begin with: who, when, from, to; then constants, then dimensions. */
export interface ActivityCall {
  readonly id: Expression;
  readonly time: Expression;
  readonly start: Expression;
  readonly end: Expression;
  /** The constants before the dimensions; those that are lengths of time as written. */
  readonly constants: readonly Expression[];
  readonly dimensions: readonly NamedExpression[];
  readonly tables: readonly SyntaxNode[];
  readonly input: Rows;
  /** The names of the answer's columns. */
  readonly names: readonly string[];
}

const TIMELINES: ReadonlySet<ScalarType> = new Set(['datetime', 'timespan', 'int', 'long']);
const WHOLE: ReadonlySet<ScalarType> = new Set(['int', 'long']);

/** Reads a call, undefined when it is of another form. */
export function activityCall(node: SyntaxNode, input: Rows, env: Env): ActivityCall | undefined {
  const { positional, named: byName } = pluginArguments(node);
  const [who, when, from, to, ...others] = positional;
  if (who === undefined || when === undefined || from === undefined || to === undefined) return undefined;
  if (byName.size > 0 || (input.carried ?? []).length > 0) return undefined;
  const inner: Env = { ...env, rows: input };
  const [id, time] = [lowerExpression(who, inner), lowerExpression(when, inner)];
  if (!TIMELINES.has(time.type) || id.type === 'dynamic') return undefined;
  const tables = others.filter(isTabular);
  const scalars = others.filter((item) => !isTabular(item));
  const isColumn = (item: SyntaxNode): boolean => symbolClass(item) === 'ColumnSymbol';
  const first = scalars.findIndex(isColumn);
  const places = first === -1 ? [] : scalars.slice(first);
  if (!places.every(isColumn)) return undefined;
  return {
    id,
    time,
    start: constant(from, time.type, env),
    end: constant(to, time.type, env),
    constants: (first === -1 ? scalars : scalars.slice(0, first)).map((item) => lowered(item, env)),
    dimensions: places.map((item) => ({ name: nameOf(item), expression: lowerExpression(item, inner) })),
    tables,
    input,
    names: boundNames(node),
  };
}

function lowered(item: SyntaxNode, env: Env): Expression {
  return lowerExpression(item, { context: env.context, scope: env.scope });
}

function constant(item: SyntaxNode, type: ScalarType, env: Env): Expression {
  return convert(lowered(item, env), type);
}

/** True when a value is a length of the timeline: a timespan over instants, a whole number over whole numbers. */
export function isLength(value: Expression | undefined, { time }: ActivityCall): value is Expression {
  if (value === undefined) return false;
  return WHOLE.has(time.type) ? WHOLE.has(value.type) : value.type === 'timespan';
}

/** The rows of a call between two instants: $id, $time and its window, then the dimensions. */
export function activityRows(
  { id, time, dimensions, input }: ActivityCall,
  window: Expression,
  between: readonly Expression[],
  env: Env,
): Relation {
  const relation: Relation = {
    kind: 'project',
    input: { kind: 'filter', input: input.relation, predicate: and(...between) },
    columns: [
      { name: ID, expression: id },
      { name: TIME, expression: time },
      { name: WINDOW, expression: window },
      ...dimensions,
    ],
  };
  return hoist(env, { relation, nullable: new Set() }, 'activity', true).relation;
}

/** From start to end, both included. */
export function fromStartToEnd({ time, start, end }: ActivityCall): readonly Expression[] {
  return [call('ge', [time, start]), call('le', [time, end])];
}

/** The start of the window that a time lies in; windows are counted from the start. */
export function windowFrom(time: Expression, start: Expression, size: Expression): Expression {
  const since = call('subtract', [ticks(time), ticks(start)], 'long');
  const down = call('add', [ticks(start), call('binDown', [since, ticks(size)])], 'long');
  return convert(down, time.type);
}

/** An instant, a length or a whole number as a whole number. */
export function ticks(value: Expression): Expression {
  return convert(value, 'long');
}

/** A time so much later. */
export function later(time: Expression, by: Expression): Expression {
  return convert(call('add', [ticks(time), ticks(by)], 'long'), time.type);
}

/** The column of a relation, which has it. */
export function columnOf(relation: Relation, name: string): Expression {
  return column(name, columnsOf(relation).find((item) => item.name === name)?.type ?? 'string');
}

/** The column under its own name. */
export function own(relation: Relation, name: string): NamedExpression {
  return { name, expression: columnOf(relation, name) };
}

/** The dimensions of a call as columns of its rows. */
export function dimensionColumns({ dimensions }: ActivityCall): readonly NamedExpression[] {
  return dimensions.map(({ name, expression }) => ({ name, expression: column(name, expression.type) }));
}

export function aggregated(
  input: Relation,
  groups: readonly NamedExpression[],
  aggregates: readonly AggregateCall[],
): Relation {
  return { kind: 'aggregate', input, groups, aggregates };
}

export const counted = (name: string): AggregateCall => ({ name, fn: 'count', args: [], type: 'long' });

/** Different ids of each window and its dimensions. */
export function idsPerWindow(rows: Relation, dimensions: readonly NamedExpression[], env: Env): Relation {
  const relation: Relation = {
    kind: 'distinct',
    input: {
      kind: 'project',
      input: rows,
      columns: [own(rows, ID), own(rows, WINDOW), ...dimensions],
    },
  };
  return hoist(env, { relation, nullable: new Set() }, 'ids', true).relation;
}

/** The values under the names that the binder gives the answer. */
export function answer(relation: Relation, { names }: ActivityCall, values: readonly Expression[]): Rows {
  const columns = values.map((expression, index) => ({
    name: names[index] ?? `Column${index}`,
    expression,
  }));
  return { relation: { kind: 'project', input: relation, columns }, nullable: new Set() };
}

export function ratio(one: Expression, other: Expression): Expression {
  return call('divide', [convert(one, 'real'), convert(other, 'real')], 'real');
}

export function orZero(value: Expression): Expression {
  return call('coalesce', [value, convert({ kind: 'literal', type: 'long', value: 0 }, value.type)]);
}
