import { and, bool, call, column } from '../expressions.js';
import type { Expression, InQuery, ScalarQuery } from '../expressions.js';
import type { JoinColumn, Relation } from '../relations.js';
import { columnsOf } from '../schema.js';
import { mapExpression } from '../visit.js';
import { queriesRestOnNow } from './now.js';
import { INSTANT, each, fromSide, itself, ofLeft, withInstant } from './lifted.js';
import type { Context, Lifted } from './lifted.js';

/** Lifts a relation; undefined when that is not possible. */
export type Lift = (relation: Relation, context: Context) => Lifted | undefined;

/** True when the subqueries of an expression are the same at every instant. */
export function queriesStay(expression: Expression, context: Context, lift: Lift): boolean {
  if (!queriesRestOnNow(expression)) return true;
  let stay = true;
  const visit = (part: Expression): Expression =>
    mapExpression(part, visit, (query) => {
      stay &&= lift(query, context)?.apart === false;
      return query;
    });
  visit(expression);
  return stay;
}

/** Expressions over `input`, which has a column for each answer that they ask for. */
export interface Answered {
  readonly input: Lifted;
  readonly expressions: readonly Expression[];
}

/**
 * Expressions with their subqueries answered at each instant: what a subquery gives is joined to the rows of its
 * instant. Undefined where a subquery cannot be lifted, or a scalar one is not sure to give one row.
 */
export function answered(
  input: Lifted,
  expressions: readonly Expression[],
  context: Context,
  lift: Lift,
): Answered | undefined {
  let rows = input;
  let possible = true;
  const answer = (expression: Expression): Expression => {
    if (expression.kind === 'now' || queriesStay(expression, context, lift)) return withInstant(expression);
    if (expression.kind === 'scalarQuery' || expression.kind === 'inQuery') {
      const found =
        expression.kind === 'scalarQuery'
          ? scalarAnswer(expression, rows, context, lift)
          : membership({ ...expression, value: answer(expression.value) }, rows, context, lift);
      if (found === undefined) possible = false;
      else rows = found.rows;
      return found?.value ?? expression;
    }
    return mapExpression(expression, answer);
  };
  const rewritten = expressions.map(answer);
  return possible ? { input: rows, expressions: rewritten } : undefined;
}

interface Found {
  /** The rows with the answer in a column. */
  readonly rows: Lifted;
  readonly value: Expression;
}

const sameInstant = call('eq', [column(INSTANT, 'datetime', 'left'), column(INSTANT, 'datetime', 'right')]);

function scalarAnswer(
  { relation, type }: ScalarQuery,
  rows: Lifted,
  context: Context,
  lift: Lift,
): Found | undefined {
  const query = lift(relation, context);
  const [first] = columnsOf(relation);
  if (query === undefined || first === undefined || !isOneRow(relation)) return undefined;
  const name = context.fresh();
  const given: JoinColumn = { name, side: 'right', source: first.name };
  return {
    rows: joined('inner', rows, each(query, context.table).relation, sameInstant, given),
    value: column(name, type),
  };
}

/** Aggregates without groups give one row, and what is computed of it does. */
function isOneRow(relation: Relation): boolean {
  switch (relation.kind) {
    case 'aggregate':
      return relation.groups.length === 0;
    case 'extend':
    case 'project':
    case 'sort':
      return isOneRow(relation.input);
    default:
      return false;
  }
}

/** `value in (query)`: true of the rows that have a partner at their instant. */
function membership(
  { value, relation }: InQuery,
  rows: Lifted,
  context: Context,
  lift: Lift,
): Found | undefined {
  const query = lift(relation, context);
  const [first] = columnsOf(relation);
  if (query === undefined || first === undefined) return undefined;
  const member = context.fresh();
  const name = context.fresh();
  const members: Relation = {
    kind: 'distinct',
    input: {
      kind: 'project',
      input: each(query, context.table).relation,
      columns: [{ name: member, expression: column(first.name, first.type) }, itself],
    },
  };
  const marked: Relation = { kind: 'extend', input: members, columns: [{ name, expression: bool(true) }] };
  const condition = and(call('eq', [ofLeft(value), column(member, first.type, 'right')]), sameInstant);
  return {
    rows: joined('left', rows, marked, condition, { name, side: 'right', source: name }),
    value: call('isTrue', [column(name, 'bool')]),
  };
}

function joined(
  flavour: 'inner' | 'left',
  rows: Lifted,
  right: Relation,
  condition: Expression,
  given: JoinColumn,
): Lifted {
  const columns = [...fromSide(rows.relation, 'left'), given];
  return { relation: { kind: 'join', flavour, left: rows.relation, right, condition, columns }, apart: true };
}
