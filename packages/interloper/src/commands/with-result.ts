import { Option } from 'commander';
import type { Command } from 'commander';
import type { DetectionPackage } from '@interloper/detect';
import { readResult } from '../results/read-result.js';
import type { SavedResult } from '../results/read-result.js';
import { startProgress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { Session } from '../workspace/session.js';
import {
  contextOf,
  externalOption,
  geoOption,
  nowOption,
  parseInstant,
  sourceOption,
  storeOption,
  threatIntelOption,
  watchlistOption,
} from './options.js';
import type { ContextChoices } from './options.js';

/** Where a command that is about a scan's result takes it from. */
export interface ResultChoices extends ContextChoices {
  readonly result?: string;
  readonly store?: string;
  readonly source?: string;
  readonly detections?: string;
  readonly now?: bigint;
  readonly since?: bigint;
  readonly until?: bigint;
  readonly exclusions?: string;
}

/** Declares the options of `ResultChoices`. */
export function addResultOptions(command: Command): Command {
  return command
    .option('--result <file>', 'what scan --format json wrote; without it the paths are scanned first')
    .addOption(storeOption())
    .addOption(sourceOption())
    .option('--detections <path>', 'detection packages other than the shipped ones')
    .addOption(nowOption())
    .addOption(new Option('--since <time>', 'begin here').argParser(parseInstant))
    .addOption(new Option('--until <time>', 'end here').argParser(parseInstant))
    .option('--exclusions <file>', 'alerts that are known to be harmless, and why (docs/exclusions.md)')
    .addOption(watchlistOption())
    .addOption(externalOption())
    .addOption(threatIntelOption())
    .addOption(geoOption());
}

/** A scan's result, and the data behind it where there is any. */
export interface ObtainedResult {
  readonly result: SavedResult;
  readonly detections: readonly DetectionPackage[];
  /** Of the paths or the store; undefined of a result that was read from a file alone. */
  readonly session?: Session;
  /** An input was named that cannot be read: the exit status is 2. */
  readonly unreadable: boolean;
}

/** Reads a result, or makes one by a scan of the paths, and works with it; the data is there until the work is done. */
export async function withResult<T>(
  terminal: Terminal,
  paths: readonly string[],
  options: ResultChoices,
  work: (obtained: ObtainedResult, progress: (text: string) => void) => Promise<T>,
): Promise<T> {
  const { result: file, store, now, since, until, exclusions } = options;
  const saved = file === undefined ? undefined : await readResult(file);
  const hasNoData = paths.length === 0 && store === undefined;
  if (saved !== undefined && hasNoData && options.watchlist === undefined) {
    const { loadedDetections } = await import('../workspace/detections.js');
    const detections = await loadedDetections(options.detections);
    return work({ result: saved, detections, unreadable: false }, () => undefined);
  }
  if (saved === undefined && hasNoData)
    throw new UserError(
      'give the result of a scan (--result scan.json), or name the files or folders to scan',
    );
  if (now !== undefined && (since !== undefined || until !== undefined))
    throw new UserError('--now is one instant, --since and --until bound a time: use one or the other');
  const [{ openSession }, { runScan }, inputs] = await Promise.all([
    import('../workspace/session.js'),
    import('../workspace/scan.js'),
    import('./read-inputs.js'),
  ]);
  const progress = startProgress(terminal);
  const session = await openSession(store, contextOf(options));
  try {
    const detections = await session.detections(options.detections);
    const read = await inputs.readInputs(
      session,
      paths,
      { ...options, unknown: 'refused' },
      terminal,
      progress,
    );
    if (!hasNoData) inputs.sayInputs(session, terminal);
    const result =
      saved ??
      (await runScan(session, {
        detections,
        languages: 'one',
        ...(exclusions === undefined
          ? {}
          : {
              exclusions: await (
                await import('../context/exclusions-file.js')
              ).readExclusionsFile(exclusions),
            }),
        ...(now === undefined ? {} : { now }),
        ...(since === undefined ? {} : { since }),
        ...(until === undefined ? {} : { until }),
        onProgress: ({ detection, language, done, total }) =>
          progress.update(`running ${detection} in ${language}: ${done} of ${total} done`),
        signal: terminal.signal,
      }));
    const obtained = { result, detections, session, unreadable: inputs.hasUnreadable(read) };
    return await work(obtained, (text) => {
      if (text === '') progress.finish();
      else progress.update(text);
    });
  } finally {
    progress.finish();
    await session.close();
  }
}
