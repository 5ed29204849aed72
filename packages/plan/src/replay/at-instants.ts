import { and, call, column, conjunctsOf } from '../expressions.js';
import type { Expression } from '../expressions.js';
import { windowFunctions } from '../functions/aggregates.js';
import type { Filter, Join, Let, Relation, Union, Window } from '../relations.js';
import { columnsOf } from '../schema.js';
import type { Column } from '../types.js';
import { expressionsOf, mapRelation } from '../visit.js';
import { answered, queriesStay } from './answers.js';
import { INSTANT, aggregated, each, instant, itself, ofLeft, only, withInstant } from './lifted.js';
import type { Context, Lifted } from './lifted.js';
import { mentionsNow, restsOnNow } from './now.js';

/**
 * A plan that gives at once what a plan gives at each of several instants, each row with the instant in a column more
 * (`INSTANT`): whatever rests on `now` is computed for every pair of a row and an instant, and what looks at several
 * rows looks at those of one instant. Undefined for what cannot be said so: limits, joins that keep rows of the right
 * side, a scalar subquery of several rows.
 */
export function atInstants(relation: Relation, instants: readonly bigint[]): Relation | undefined {
  const table: Relation = {
    kind: 'values',
    columns: [{ name: INSTANT, type: 'datetime' }],
    rows: instants.map((ticks) => [ticks.toString()]),
  };
  let made = 0;
  const fresh = (): string => {
    made += 1;
    return `\u2192answer${made}`;
  };
  const lifted = lift(relation, { table, lets: new Map(), fresh });
  return lifted === undefined ? undefined : each(lifted, table).relation;
}

type Step = Exclude<
  Relation,
  { kind: 'scan' | 'values' | 'readFiles' | 'range' | 'reference' | 'let' | 'union' | 'join' | 'filter' }
>;

function lift(relation: Relation, context: Context): Lifted | undefined {
  switch (relation.kind) {
    case 'scan':
    case 'values':
    case 'readFiles':
      return { relation, apart: false };
    case 'range':
      return expressionsOf(relation).some(restsOnNow) ? undefined : { relation, apart: false };
    case 'reference': {
      const apart = context.lets.get(relation.name);
      if (apart === undefined) return undefined;
      if (!apart) return { relation, apart };
      const columns = [...relation.columns, { name: INSTANT, type: 'datetime' as const }];
      return { relation: { ...relation, columns }, apart };
    }
    case 'let':
      return liftLet(relation, context);
    case 'union':
      return liftUnion(relation, context);
    case 'join':
      return liftJoin(relation, context);
    case 'filter':
      return liftFilter(relation, context);
    default:
      return liftStep(relation, context);
  }
}

function liftLet(relation: Let, context: Context): Lifted | undefined {
  const value = lift(relation.value, context);
  if (value === undefined) return undefined;
  const lets = new Map([...context.lets, [relation.name, value.apart]]);
  const body = lift(relation.body, { ...context, lets });
  if (body === undefined) return undefined;
  return { relation: { ...relation, value: value.relation, body: body.relation }, apart: body.apart };
}

function liftUnion(union: Union, context: Context): Lifted | undefined {
  const inputs = union.inputs.map((input) => lift(input, context));
  const known = inputs.filter((input) => input !== undefined);
  if (known.length < inputs.length) return undefined;
  const apart = known.some((input) => input.apart);
  const same = apart ? known.map((input) => each(input, context.table)) : known;
  return { relation: { ...union, inputs: same.map(({ relation }) => relation) }, apart };
}

function liftFilter(filter: Filter, context: Context): Lifted | undefined {
  const input = lift(filter.input, context);
  if (input === undefined) return undefined;
  const conjuncts = conjunctsOf(filter.predicate);
  const asking = conjuncts.filter((part) => !queriesStay(part, context, lift));
  const plain = conjuncts.filter((part) => !asking.includes(part));
  const same = plain.filter((part) => !mentionsNow(part));
  const timed = plain.filter(mentionsNow);
  const below = filtered(input, same);
  const at = timed.length === 0 ? below : atTheirTime(below, timed, context.table);
  if (asking.length === 0) return at;
  const asked = answered(each(at, context.table), asking, context, lift);
  if (asked === undefined) return undefined;
  const rows = filtered(asked.input, asked.expressions).relation;
  return { relation: only(rows, columnsOf(filter)), apart: true };
}

/** The rows at the instants at which the conditions hold. */
function atTheirTime(input: Lifted, conditions: readonly Expression[], table: Relation): Lifted {
  if (input.apart) {
    return filtered(
      input,
      conditions.map((part) => withInstant(part)),
    );
  }
  const right = column(INSTANT, 'datetime', 'right');
  return each(input, table, and(...conditions.map((part) => withInstant(ofLeft(part), right))));
}

function filtered(input: Lifted, conditions: readonly Expression[]): Lifted {
  if (conditions.length === 0) return input;
  return {
    ...input,
    relation: { kind: 'filter', input: input.relation, predicate: and(...conditions) },
  };
}

function liftJoin(join: Join, context: Context): Lifted | undefined {
  let left = lift(join.left, context);
  const right = lift(join.right, context);
  if (left === undefined || right === undefined || !queriesStay(join.condition, context, lift))
    return undefined;
  if (!left.apart && !right.apart && !mentionsNow(join.condition)) {
    return { relation: { ...join, left: left.relation, right: right.relation }, apart: false };
  }
  if (!['inner', 'left', 'leftSemi', 'leftAnti'].includes(join.flavour)) return undefined;
  // Of an inner join either side may bring the instant; else it is the left one, whose rows may have no partner.
  if (join.flavour !== 'inner' || !right.apart) left = each(left, context.table);
  const side = left.apart ? 'left' : 'right';
  const own = withInstant(join.condition, column(INSTANT, 'datetime', side));
  const both = left.apart && right.apart;
  const instants = [column(INSTANT, 'datetime', 'left'), column(INSTANT, 'datetime', 'right')];
  return {
    relation: {
      ...join,
      left: left.relation,
      right: right.relation,
      condition: both ? and(own, call('eq', instants)) : own,
      columns: [...join.columns, { name: INSTANT, side, source: INSTANT }],
    },
    apart: true,
  };
}

/** What has one input. */
function liftStep(step: Step, context: Context): Lifted | undefined {
  const input = lift(step.input, context);
  if (input === undefined) return undefined;
  const own = expressionsOf(step);
  const asks = own.some((part) => !queriesStay(part, context, lift));
  const below = asks || own.some(mentionsNow) ? each(input, context.table) : input;
  const asked = answered(below, own, context, lift);
  if (asked === undefined) return undefined;
  const expressions = asked.expressions.values();
  const rewritten = mapRelation(
    step,
    () => asked.input.relation,
    (part) => expressions.next().value ?? part,
  );
  if (!below.apart) return { relation: rewritten, apart: false };
  const lifted = apartStep(rewritten, context);
  if (lifted === undefined || !asks) return lifted;
  return { relation: only(lifted.relation, columnsOf(step)), apart: true };
}

/** A step whose input is apart. */
function apartStep(step: Relation, { table, fresh }: Context): Lifted | undefined {
  switch (step.kind) {
    case 'project':
      return { relation: { ...step, columns: [...step.columns, itself] }, apart: true };
    case 'aggregate':
      return aggregated(step, table);
    case 'window':
      return { relation: windowApart(step, fresh()), apart: true };
    case 'limit':
      return undefined;
    case 'unnest':
      return step.limit === undefined ? { relation: step, apart: true } : undefined;
    default:
      return { relation: step, apart: true };
  }
}

/**
 * A window over the rows of one instant each. Without an order it sees the rows as they come, which is lost when they are
 * parted: then they are numbered as they come, before.
 */
function windowApart(step: Window, place: string): Relation {
  const partition = [...step.partition, instant];
  const seesOrder = step.calls.some(
    ({ fn, frame }) => frame.unit !== 'all' || Object.hasOwn(windowFunctions, fn),
  );
  if (step.order.length > 0 || !seesOrder) return { ...step, partition };
  const numbered: Window = {
    kind: 'window',
    input: step.input,
    partition: [],
    order: [],
    calls: [{ name: place, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const asTheyCame = { expression: column(place, 'long'), descending: false, nulls: 'last' } as const;
  return only({ ...step, input: numbered, partition, order: [asTheyCame] }, ownColumns(step));
}

/** The columns of a relation that is apart, without the instant. */
function ownColumns(relation: Relation): readonly Column[] {
  return columnsOf(relation).filter(({ name }) => name !== INSTANT);
}
