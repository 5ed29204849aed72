import { isoOfTicks } from '@interloper/plan';
import type {
  Account,
  Agreement,
  Alert,
  AmbiguousName,
  Coverage,
  DetectionPackage,
  ExcludedAccount,
  Exclusion,
  ExclusionOutcome,
  RunProgress,
  ReplaySpan,
} from '@interloper/detect';
import { runDetections } from '@interloper/detect';
import type { BadRecord, ContextSummary, InputSummary, UnexaminedLog } from '@interloper/report';
import { version } from '../version.js';
import type { Session } from './session.js';
import { unexaminedLogs } from './unexamined.js';

/** What a scan found, what it looked at, and what it could not see. */
export interface ScanResult {
  /** Ranked by score, then by last seen. */
  readonly accounts: readonly Account[];
  /** Accounts that are not ranked because every alert of theirs is excluded. */
  readonly excludedAccounts: readonly ExcludedAccount[];
  readonly alerts: readonly Alert[];
  /** What became of each exclusion that was given. */
  readonly exclusions: readonly ExclusionOutcome[];
  readonly coverage: readonly Coverage[];
  readonly inputs: readonly InputSummary[];
  /** What was known beside the logs, and what was not given. */
  readonly context: readonly ContextSummary[];
  /** The first of what was quarantined of each input. */
  readonly quarantine: readonly BadRecord[];
  /** Logs that hold records and that no detection reads. */
  readonly unexamined: readonly UnexaminedLog[];
  /** Names that stand with several accounts, so that alerts under them were not joined with others. */
  readonly ambiguous: readonly AmbiguousName[];
  readonly run: RunSummary;
  /** Whether the languages of each detection found the same; only when all of them ran. */
  readonly agreement?: readonly Agreement[];
}

export interface RunSummary {
  readonly version: string;
  /** The instant of the evaluation, or the end of the replay: ISO 8601; null when there is no record with a time. */
  readonly now: string | null;
  /** The time that was replayed: from the first to the last event, or as asked for. */
  readonly from: string | null;
  readonly to: string | null;
  /** Events that are dated beyond 2100 and were not looked at. */
  readonly implausible: number;
}

/** How a scan runs; instants are ticks. */
export interface ScanSettings {
  readonly detections: readonly DetectionPackage[];
  readonly languages: 'one' | 'all';
  readonly exclusions?: readonly Exclusion[];
  /** Evaluates at this one instant instead of replaying. */
  readonly now?: bigint;
  readonly since?: bigint;
  readonly until?: bigint;
  readonly onProgress?: (progress: RunProgress) => void;
  readonly signal?: AbortSignal;
}

/** Runs detections over the data of a session. */
export async function runScan(session: Session, settings: ScanSettings): Promise<ScanResult> {
  const { detections, languages, exclusions = [], onProgress, signal } = settings;
  const extent = await session.extent();
  const newest = settings.now ?? extent?.to;
  const to = earliest(settings.until, newest);
  const span = spanOf(settings, extent?.from, to);
  await session.compiler.prepare(detections.flatMap(({ queries }) => queries));
  const { catalog, compiler } = session;
  const asked = detections.flatMap(({ queries }) => (languages === 'all' ? queries : queries.slice(0, 1)));
  const plans = asked.map(({ language, text }) => compiler.compile(language, text).plan);
  await session.readyFor(plans, signal);
  const result = await session.read(async (reader) =>
    runDetections({
      detections,
      languages,
      exclusions,
      compile: compiler.compile,
      compileAsking: compiler.compileAsking,
      catalog,
      reader,
      now: newest ?? 0n,
      ...(settings.now !== undefined || span === undefined ? {} : { span }),
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  const { agreement, ...found } = result;
  const unexamined = await session.read(async (reader) => unexaminedLogs(reader, catalog, plans));
  return {
    ...found,
    inputs: session.inputs(),
    context: session.context(),
    quarantine: session.quarantine(),
    unexamined,
    run: {
      version: version(),
      now: textOf(newest),
      from: textOf(span?.from),
      to: textOf(span?.to),
      implausible: extent?.implausible ?? 0,
    },
    ...(languages === 'all' ? { agreement } : {}),
  };
}

function spanOf(
  { since }: ScanSettings,
  first: bigint | undefined,
  to: bigint | undefined,
): ReplaySpan | undefined {
  if (first === undefined || to === undefined) return undefined;
  return since !== undefined && since > first
    ? { from: since, to, begins: false }
    : { from: first, to, begins: true };
}

function earliest(left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  if (left === undefined || right === undefined) return right;
  return left < right ? left : right;
}

function textOf(ticks: bigint | undefined): string | null {
  return ticks === undefined ? null : isoOfTicks(ticks);
}
