import {
  and,
  call,
  column,
  columnsOf,
  conjunctsOf,
  literal,
  long,
  mapExpression,
  mapRelation,
  timespan,
} from '@interloper/plan';
import type { ColumnReference, Expression, Join, Relation } from '@interloper/plan';
import { timeDifference } from './time-differences.js';

/**
 * Adds a key to inner joins that ask for instants within a span of each other, as rules do for what follows on what:
 * time is cut into pieces as long as the span, and a row of one side meets only those of the other that lie in its own
 * piece or the one before. Without it an engine compares all pairs of a user's rows, which grows with their square.
 */
export function timeBuckets(relation: Relation): Relation {
  const mapped = mapRelation(relation, timeBuckets, inQueries);
  return mapped.kind === 'join' && mapped.flavour === 'inner' ? withBuckets(mapped) : mapped;
}

function inQueries(expression: Expression): Expression {
  return mapExpression(expression, inQueries, timeBuckets);
}

const BUCKET = '\u2192piece of time';
const NEXT = '\u2192own or next';

function withBuckets(join: Join): Join {
  const span = spanOf(join.condition);
  if (span === undefined) return join;
  const { left, right, from, length } = span;
  const whole = literal('long', length.toString());
  // The least instant of the left side that goes with a row of the right, and its piece or the one after. All in ticks:
  // a sum may lie outside the years there are.
  const least = call('add', [column(right.name, 'datetime'), timespan(from)], 'long');
  const own = call('binDown', [least, whole]);
  const shifted = call('multiply', [whole, column(NEXT, 'long')], 'long');
  const both: Join = {
    kind: 'join',
    flavour: 'inner',
    left: join.right,
    right: { kind: 'values', columns: [{ name: NEXT, type: 'long' }], rows: [[0], [1]] },
    condition: call('eq', [long(1), long(1)]),
    columns: [
      ...columnsOf(join.right).map(({ name }) => ({ name, source: name, side: 'left' as const })),
      { name: NEXT, source: NEXT, side: 'right' },
    ],
  };
  const piece = (input: Relation, expression: Expression): Relation => ({
    kind: 'extend',
    input,
    columns: [{ name: BUCKET, expression }],
  });
  const key = call('eq', [column(BUCKET, 'long', 'left'), column(BUCKET, 'long', 'right')]);
  return {
    ...join,
    left: piece(join.left, call('binDown', [call('toLong', [column(left.name, 'datetime')]), whole])),
    right: piece(both, call('add', [own, shifted], 'long')),
    condition: and(join.condition, key),
  };
}

interface Span {
  readonly left: ColumnReference;
  readonly right: ColumnReference;
  /** The least `left − right`, in ticks. */
  readonly from: bigint;
  /** How far the greatest lies from it; more than nothing. */
  readonly length: bigint;
}

/** The first pair of instants whose difference a condition bounds on both ends, where a key is compared too. */
function spanOf(condition: Expression): Span | undefined {
  const conjuncts = conjunctsOf(condition);
  if (!conjuncts.some((part) => part.kind === 'call' && (part.fn === 'eq' || part.fn === 'same')))
    return undefined;
  const found = conjuncts.map(timeDifference).filter((item) => item !== undefined);
  for (const { left, right } of found) {
    const same = found.filter((item) => item.left.name === left.name && item.right.name === right.name);
    const least = same.filter(({ comparison }) => comparison === 'ge' || comparison === 'gt');
    const most = same.filter(({ comparison }) => comparison === 'le' || comparison === 'lt');
    const [from, to] = [least[0]?.ticks, most[0]?.ticks];
    if (from !== undefined && to !== undefined && to > from) return { left, right, from, length: to - from };
  }
  return undefined;
}
