import type { Expression, Relation } from '@interloper/plan';
import {
  TICKS_PER_DAY,
  TICKS_PER_SECOND,
  call,
  column,
  columnType,
  now,
  text,
  ticksOfIso,
} from '@interloper/plan';
import type { Lowering, State } from './state.js';
import { applyModifier, binnedTime, ticksOfSpan, unitOf } from './time-modifier.js';

/** The spans that a time is cut down to. */
export interface TimeSpan {
  readonly floor: (time: Expression) => Expression;
  /** No span is shorter; where spans have one length, this is it. */
  readonly step: bigint;
  /** The length of each, where all have the same. */
  readonly seconds?: number;
}

/** Spans of one length. */
function fixedSpan(ticks: bigint): TimeSpan {
  const floor = (time: Expression): Expression => binnedTime(time, ticks);
  return { floor, step: ticks, seconds: Number(ticks / TICKS_PER_SECOND) };
}

/** A span as written: `5m`, `1d`, or one month, quarter or year of the calendar; undefined for what is none. */
export function writtenSpan(written: string): TimeSpan | undefined {
  const ticks = ticksOfSpan(written);
  if (ticks !== undefined) return ticks > 0n ? fixedSpan(ticks) : undefined;
  const unit = /^1?([a-z]+)$/i.exec(written)?.[1];
  return unit === undefined ? undefined : calendarSpan(unitOf(unit));
}

/** Spans begin with days, so steps of a day meet all of them. */
function calendarSpan(unit: string | undefined): TimeSpan | undefined {
  if (unit !== 'mon' && unit !== 'q' && unit !== 'y') return undefined;
  return { floor: (time) => applyModifier(`@${unit}`, time) ?? time, step: TICKS_PER_DAY };
}

/** The spans there are to choose from, in seconds. Search Reference: timechart, "Spans used when minspan is specified". */
const SECONDS = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86_400];
const MONTH = 2_592_000;

/**
 * The shortest of the spans of which so many cover the search's time range, and that is not shorter than `least`
 * seconds: 10 seconds for 15 minutes, 30 minutes for a day, a day for 30 days (Search Reference: timechart, "Default
 * time spans"). How long the range is, is asked of the data. `wait` until it is known; undefined where none is long
 * enough.
 */
export function automaticSpan(
  bins: number,
  least: number,
  state: State,
  lowering: Lowering,
): TimeSpan | 'wait' | undefined {
  const answer = lowering.ask(lengthOf(state, lowering));
  if (answer === undefined) return 'wait';
  const length = Number(answer[0]?.name ?? '0');
  const seconds = SECONDS.find((each) => each >= least && length / each <= bins);
  if (seconds !== undefined) return fixedSpan(BigInt(seconds) * TICKS_PER_SECOND);
  return length / MONTH <= bins && least <= MONTH ? calendarSpan('mon') : undefined;
}

/** The seconds between the bounds of the search, or of the events where it names none: one row of a name and a type. */
function lengthOf(state: State, lowering: Lowering): Relation {
  const { earliest, latest } = boundsOf(lowering);
  const time = column('_time', columnType(state.relation, '_time') ?? 'datetime');
  const extent: Relation = {
    kind: 'aggregate',
    input: state.relation,
    groups: [],
    aggregates: [
      { name: 'first', fn: 'min', args: [time], type: 'datetime' },
      { name: 'last', fn: 'max', args: [time], type: 'datetime' },
    ],
  };
  const seconds = (instant: Expression): Expression => call('epochSeconds', [instant]);
  const from = earliest ?? column('first', 'datetime');
  const to = latest ?? column('last', 'datetime');
  const length = call('subtract', [seconds(to), seconds(from)], 'real');
  const columns = [
    { name: 'name', expression: call('coalesce', [call('toText', [length]), text('0')]) },
    { name: 'type', expression: text('seconds') },
  ];
  return { kind: 'project', input: extent, columns };
}

/** The bounds of a search that names where it begins; one that names no end goes up to now. */
export function boundsOf({ window }: Lowering): {
  readonly earliest?: Expression;
  readonly latest?: Expression;
} {
  const { earliest, latest } = window;
  // earliest=0 and earliest=1 are how a search asks for all time.
  const epoch = (ticksOfIso('1970-01-01') ?? 0n) + TICKS_PER_SECOND;
  const isAllTime = earliest?.kind === 'literal' && BigInt(String(earliest.value)) <= epoch;
  if (earliest === undefined || isAllTime) return latest === undefined ? {} : { latest };
  return { earliest, latest: latest ?? now };
}
