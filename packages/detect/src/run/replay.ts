import { call, datetime, hideFuture, now, timespan, withoutTimeBounds } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import type { Question, ResultSet, SharedScans } from '@interloper/sql';
import type { DetectionPackage } from '../package.js';
import { atSteps } from './at-steps.js';
import type { RunDetectionsOptions, TimeSpan } from './options.js';
import { ownWindow } from './own-window.js';
import { withTimeBounds } from './time-bounds.js';

/** Tells at which of the instants `from + k × frequency` there may be something to find. */
export type BusySteps = (span: TimeSpan, detection: DetectionPackage) => Promise<readonly bigint[]>;

/** How a plan is run: asked once, at the `now` of the run, or at each step. */
export type Replay = Question;

/**
 * How a detection's plan is run: over the whole span in one query when it is stateless or says itself over which time it
 * counts, else once for each step of its frequency; and once, at `now`, when there is no span. Every run sees the
 * detection's lookback before its instant, and nothing later than `now`. `rewrite` changes what the plan sees of its
 * logs, not what it does.
 */
export function replayOf(
  detection: DetectionPackage,
  plan: Relation,
  { span }: Pick<RunDetectionsOptions, 'span'>,
  rewrite: (plan: Relation) => Relation = (same) => same,
): Replay {
  if (span === undefined) return { relation: atInstant(rewrite(plan), detection), repeated: false };
  const to = datetime(span.to);
  // Without the bounds a rule finds what its steps would, if together they leave no gap.
  const seamless = ownWindow(plan, detection.lookback) >= detection.frequency;
  const whole = seamless ? withoutTimeBounds(plan) : undefined;
  if (whole !== undefined) {
    const bounds = { from: datetime(span.from), to };
    return { relation: hideFuture(withTimeBounds(rewrite(whole), bounds)), repeated: false };
  }
  if (detection.continuous === true)
    return { relation: hideFuture(withTimeBounds(rewrite(plan), { to })), repeated: false };
  return { relation: atInstant(rewrite(plan), detection), repeated: true };
}

/**
 * The rows of a replay over logs of so many `rows`; a row that several steps give is one. `shared` answers what was
 * taken together with others.
 */
export async function replay(
  detection: DetectionPackage,
  { relation, repeated }: Replay,
  options: Pick<RunDetectionsOptions, 'reader' | 'now' | 'span' | 'signal'> & { readonly rows: number },
  busySteps: BusySteps,
  shared?: SharedAnswer,
): Promise<ResultSet> {
  const { reader, signal, span, rows } = options;
  const stop = signal === undefined ? {} : { signal };
  if (!repeated || span === undefined) {
    return shared === undefined
      ? reader.query(relation, { now: options.now, ...stop })
      : shared.scans.answer(shared.question);
  }
  const instants = await busySteps(span, detection);
  return atSteps(reader, relation, { instants, rowsEach: rowsOfStep(rows, span, detection) }, stop);
}

/** How many of a span's rows lie in one lookback, if they lie evenly. */
function rowsOfStep(rows: number, { from, to }: TimeSpan, { lookback }: DetectionPackage): number {
  const length = to - from;
  return lookback >= length ? rows : Math.ceil((rows * Number(lookback)) / Number(length));
}

/** A question that was taken together with others, and what answers them. */
export interface SharedAnswer {
  readonly scans: SharedScans;
  readonly question: Question;
}

function atInstant(plan: Relation, detection: DetectionPackage): Relation {
  const after = call('subtract', [now, timespan(detection.lookback)], 'datetime');
  return hideFuture(withTimeBounds(plan, { after }));
}

/**
 * The instants at which a stepped detection is evaluated: `from`, then every `frequency` up to `to`, and `to` itself;
 * of these only those whose lookback holds an event, given the starts of the frequency-long buckets (counted from
 * `from`) that hold one. A rule finds no account where its logs are empty.
 */
export function stepsOf(
  { from, to }: TimeSpan,
  { frequency, lookback }: Pick<DetectionPackage, 'frequency' | 'lookback'>,
  buckets: readonly bigint[],
): readonly bigint[] {
  const last = (to - from + frequency - 1n) / frequency;
  const steps = new Set<bigint>();
  for (const bucket of buckets) {
    const first = ceiling(bucket - from, frequency);
    const final = ceiling(bucket - from + frequency + lookback, frequency);
    for (let step = first < 0n ? 0n : first; step <= final && step <= last; step += 1n) steps.add(step);
  }
  return [...steps]
    .toSorted((left, right) => Number(left > right) - Number(left < right))
    .map((step) => (from + step * frequency < to ? from + step * frequency : to));
}

function ceiling(value: bigint, by: bigint): bigint {
  return value <= 0n ? -(-value / by) : (value + by - 1n) / by;
}
