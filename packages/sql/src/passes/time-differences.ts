import { call, timespan } from '@interloper/plan';
import type { Call, ColumnReference, Expression, Literal } from '@interloper/plan';

/** `left − right` of two instants, one of each side of a join, compared with a number of ticks. */
export interface TimeDifference {
  readonly left: ColumnReference;
  readonly right: ColumnReference;
  readonly comparison: 'lt' | 'le' | 'gt' | 'ge';
  readonly ticks: bigint;
}

const TURNED = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' } as const;

/** What a comparison says of the difference of two instants, however it is written; undefined of any other. */
export function timeDifference(expression: Expression): TimeDifference | undefined {
  if (expression.kind !== 'call' || !isOrder(expression.fn)) return undefined;
  const [first, second] = expression.args;
  if (first === undefined || second === undefined) return undefined;
  const sum = plus(linear(first), linear(second), -1n);
  if (sum === undefined || sum.terms.length !== 2) return undefined;
  const [one, other] = sum.terms;
  if (one === undefined || other === undefined || one.factor + other.factor !== 0n) return undefined;
  const [left, right] = one.column.side === 'left' ? [one, other] : [other, one];
  if (left.column.side !== 'left' || right.column.side !== 'right') return undefined;
  if (left.factor === 1n)
    return { left: left.column, right: right.column, comparison: expression.fn, ticks: -sum.ticks };
  if (left.factor !== -1n) return undefined;
  return { left: left.column, right: right.column, comparison: TURNED[expression.fn], ticks: sum.ticks };
}

/** The difference as a comparison whose operands stand on a side each; of ticks, as the sum may leave the years there are. */
export function separated({ left, right, comparison, ticks }: TimeDifference): Expression {
  const bound = call('add', [right, timespan(ticks)], 'long');
  return call(comparison, [call('toLong', [left]), bound]);
}

function isOrder(fn: Call['fn']): fn is TimeDifference['comparison'] {
  return fn in TURNED;
}

interface Linear {
  readonly terms: readonly { readonly column: ColumnReference; readonly factor: bigint }[];
  readonly ticks: bigint;
}

/** Beyond ten thousand years a sum may leave 64 bits. */
const LIMIT = 10_000n * 366n * 864_000_000_000n;

/** Instants and ticks that are added and subtracted; undefined for what is anything else. */
function linear(expression: Expression): Linear | undefined {
  if (expression.kind === 'column')
    return expression.type === 'datetime'
      ? { terms: [{ column: expression, factor: 1n }], ticks: 0n }
      : undefined;
  if (expression.kind === 'literal') {
    const ticks = ticksOf(expression);
    return ticks === undefined ? undefined : { terms: [], ticks };
  }
  if (expression.kind !== 'call') return undefined;
  const [first, second] = expression.args;
  if (expression.fn === 'toLong' && first?.type === 'datetime') return linear(first);
  if (expression.fn !== 'add' && expression.fn !== 'subtract') return undefined;
  if (first === undefined || second === undefined) return undefined;
  return plus(linear(first), linear(second), expression.fn === 'add' ? 1n : -1n);
}

function ticksOf({ type, value }: Literal): bigint | undefined {
  if (type !== 'timespan' || typeof value !== 'string') return undefined;
  const ticks = BigInt(value);
  return ticks < LIMIT && ticks > -LIMIT ? ticks : undefined;
}

function plus(one: Linear | undefined, other: Linear | undefined, factor: bigint): Linear | undefined {
  if (one === undefined || other === undefined) return undefined;
  const added = other.terms.map((term) => ({ column: term.column, factor: factor * term.factor }));
  return { terms: [...one.terms, ...added], ticks: one.ticks + factor * other.ticks };
}
