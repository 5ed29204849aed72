import type { Expression, NamedExpression, Relation, SortKey, WindowFrame } from '@interloper/plan';
import { call, column, long, nullOf } from '@interloper/plan';
import type { Sliding } from './sliding-windows.js';
import type { Statistic } from './statistics.js';
import { overWindow } from './statistics.js';
import type { State } from './state.js';
import { freshName, sortKeys } from './state.js';

/**
 * Aggregates over the results before each that are near it, where one number tells what is near: the place among all
 * results, or the time where they come in its order. Undefined where none does.
 */
export function overRange(
  statistics: readonly Statistic[],
  before: State,
  partition: readonly Expression[],
  sliding: Sliding,
): State | undefined {
  const number = freshName(before, 'number');
  const order = sortKeys(before);
  const ranged = rangeOf(sliding, column(number, 'long'), order[0]);
  if (ranged === undefined) return undefined;
  const numbered: Relation = {
    kind: 'window',
    input: before.relation,
    partition: [],
    order,
    calls: [{ name: number, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const key: NamedExpression = { name: freshName(before, 'near'), expression: ranged.key };
  const relation: Relation = { kind: 'extend', input: numbered, columns: [key] };
  const ascending: SortKey = {
    expression: column(key.name, ranged.key.type),
    descending: false,
    nulls: 'last',
  };
  const timed = sliding.time === undefined ? statistics : statistics.map(ofTimes);
  return overWindow(timed, { ...before, relation }, partition, ranged.frame, [ascending]);
}

interface Ranged {
  readonly key: Expression;
  readonly frame: WindowFrame;
}

function rangeOf(
  { time, count, perGroup, current }: Sliding,
  number: Expression,
  first: SortKey | undefined,
): Ranged | undefined {
  if (time === undefined) {
    if (count === undefined || perGroup) return undefined;
    const reach = current ? count - 1 : count;
    return { key: number, frame: { unit: 'range', before: String(reach), after: current ? '0' : '-1' } };
  }
  const isTime = first?.expression.kind === 'column' && first.expression.name === '_time';
  if (count !== undefined || !isTime || first.expression.type !== 'datetime') return undefined;
  const ticks = call('toDecimal', [call('toLong', [first.expression])]);
  // Places, as parts of a tick, tell apart results of one time: those behind one do not count with it.
  const place = call('divide', [call('toDecimal', [number]), call('toDecimal', [long(PLACES)])], 'decimal');
  const way = first.descending ? call('negate', [ticks]) : ticks;
  return {
    key: call('add', [way, place], 'decimal'),
    frame: {
      unit: 'range',
      before: `${time}.${'9'.repeat(12)}`,
      after: current ? '0' : `-0.${'0'.repeat(11)}1`,
    },
  };
}

/** In a tick: as many as a decimal has places for. */
const PLACES = 1_000_000_000_000n;

/** A result without a time is near none, nor to itself. */
function ofTimes({ name, built }: Statistic): Statistic {
  const untimed = call('isNull', [column('_time', 'datetime')]);
  const fns = (built.framed ?? built.parts).map(({ fn }) => fn);
  const result: Statistic['built']['result'] = (parts) =>
    built.result(
      parts.map((part, index) => {
        const counts = ['count', 'countIf', 'countValues', 'countDistinct'].includes(fns[index] ?? '');
        return call('if', [untimed, counts ? long(0) : nullOf(part.type), part]);
      }),
    );
  return { name, built: { ...built, result } };
}
