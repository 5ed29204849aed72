import { and, bool, column, nullOf } from '../expressions.js';
import type { Expression, NamedExpression } from '../expressions.js';
import type { Aggregate, Join, JoinColumn, Relation } from '../relations.js';
import { columnsOf } from '../schema.js';
import type { Column } from '../types.js';
import { mapExpression } from '../visit.js';

/** The column in which a plan at many instants says at which of them a row is found. */
export const INSTANT = '\u2192instant';

/** A relation for all instants: with the column `INSTANT`, or without it when it is the same at each. */
export interface Lifted {
  readonly relation: Relation;
  readonly apart: boolean;
}

/** What surrounds a relation that is lifted. */
export interface Context {
  /** The instants, in the column `INSTANT`. */
  readonly table: Relation;
  /** Which of the relations that a `let` named are apart. */
  readonly lets: ReadonlyMap<string, boolean>;
  /** A column name that no plan has. */
  readonly fresh: () => string;
}

export const instant = column(INSTANT, 'datetime');

export const itself: NamedExpression = { name: INSTANT, expression: instant };

/** The relation once for each instant at which the condition holds, if it is not apart yet. */
export function each(
  { relation, apart }: Lifted,
  table: Relation,
  condition: Expression = bool(true),
): Lifted {
  if (apart) return { relation, apart };
  const join: Join = {
    kind: 'join',
    flavour: 'inner',
    left: relation,
    right: table,
    condition,
    columns: [...fromSide(relation, 'left'), { name: INSTANT, side: 'right', source: INSTANT }],
  };
  return { relation: join, apart: true };
}

/** All columns of a join's side. */
export function fromSide(relation: Relation, side: 'left' | 'right'): readonly JoinColumn[] {
  return columnsOf(relation).map(({ name }) => ({ name, side, source: name }));
}

/** Exactly these columns and the instant. */
export function only(relation: Relation, columns: readonly Column[]): Relation {
  const own = columns.map(({ name, type }) => ({ name, expression: column(name, type) }));
  return { kind: 'project', input: relation, columns: [...own, itself] };
}

/** An expression that looks elsewhere for `now`; its subqueries do not ask for it. */
export function withInstant(expression: Expression, reference: Expression = instant): Expression {
  if (expression.kind === 'now') return reference;
  return mapExpression(expression, (part) => withInstant(part, reference));
}

/** An expression over the left side of a join. */
export function ofLeft(expression: Expression): Expression {
  if (expression.kind === 'column') return column(expression.name, expression.type, 'left');
  return mapExpression(expression, ofLeft);
}

/**
 * Aggregates over rows that are apart, one instant each. Without groups there is a row of no rows, too: each instant
 * gets a row of nulls, which no aggregate sees.
 */
export function aggregated(step: Aggregate, table: Relation): Lifted {
  const { input, groups, aggregates } = step.groups.length > 0 ? step : ofAnyRows(step, table);
  const apart: Aggregate = { kind: 'aggregate', input, groups: [...groups, itself], aggregates };
  return { relation: only(apart, columnsOf(step)), apart: true };
}

const THERE = '\u2192there';

function ofAnyRows(step: Aggregate, table: Relation): Aggregate {
  const there = column(THERE, 'bool');
  const rows = columnsOf(step.input).map(({ name, type }) => ({ name, expression: column(name, type) }));
  const none = columnsOf(step.input).map(({ name, type }) =>
    name === INSTANT ? itself : { name, expression: nullOf(type) },
  );
  return {
    ...step,
    input: {
      kind: 'union',
      inputs: [
        { kind: 'project', input: step.input, columns: [...rows, { name: THERE, expression: bool(true) }] },
        { kind: 'project', input: table, columns: [...none, { name: THERE, expression: bool(false) }] },
      ],
    },
    aggregates: step.aggregates.map((item) => ({
      ...item,
      where: item.where === undefined ? there : and(item.where, there),
    })),
  };
}
