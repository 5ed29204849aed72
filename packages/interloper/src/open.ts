import { ticksOfDate } from '@interloper/plan';
import type { LanguageId } from '@interloper/plan';
import type { RunProgress } from '@interloper/detect';
import type { InputSummary } from '@interloper/report';
import type { ContextOptions } from './context/options.js';
import { readExclusionsFile } from './context/exclusions-file.js';
import type { Progress } from './ingest/ingest.js';
import { UserError } from './user-error.js';
import { runQuery } from './workspace/query.js';
import type { QueryResult } from './workspace/query.js';
import { runScan } from './workspace/scan.js';
import type { ScanResult } from './workspace/scan.js';
import { openSession } from './workspace/session.js';

export interface OpenOptions extends ContextOptions {
  /** The file that keeps the data; without it, the data is gone when the workspace is closed. */
  readonly store?: string;
  /** The engine that holds the data; ClickHouse is not there yet and is refused. */
  readonly engine?: 'duckdb' | 'clickhouse';
  /** The address of an engine that is a server. */
  readonly url?: string;
  /** What `now` means in rules; the newest event of the data by default. */
  readonly now?: Date;
}

export interface WorkspaceIngestOptions {
  /**
   * What every file is: the id of a source or one of its tables (`interloper sources`), or else the name of a table to
   * which all records go, whatever they are.
   */
  readonly source?: string;
  /** Whether files that are no known log become tables of their own names (the default) or are not read. */
  readonly unknown?: 'tables' | 'refused';
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface QueryOptions {
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

export interface ScanOptions {
  /** A folder of detection packages, or one package; the shipped ones by default. */
  readonly detections?: string;
  /** CSV files by the name of the watchlist, beside those the workspace has. */
  readonly watchlists?: Readonly<Record<string, string>>;
  /** A file of alerts that are known to be harmless; see docs/exclusions.md. */
  readonly exclusions?: string;
  /** One language for each detection (KQL, else SPL, else Sigma), or every one there is; default `one`. */
  readonly languages?: 'one' | 'all';
  /** Evaluates at this instant instead of replaying the data. */
  readonly now?: Date;
  /** Bounds of the replay; default the first and the last event. */
  readonly since?: Date;
  readonly until?: Date;
  readonly onProgress?: (progress: RunProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Logs that were read, to be asked and scanned. Promises are rejected with a `UserError` for what only the caller can
 * put right, with the signal's reason when it fires, and with anything else for a bug.
 */
export interface Workspace {
  /**
   * Reads files and folders (recursively; plain, .gz and .zip), recognised by content. One summary for each input,
   * the refused among them. What the workspace holds already, byte for byte, is not read again.
   */
  readonly ingest: (
    paths: readonly string[],
    options?: WorkspaceIngestOptions,
  ) => Promise<readonly InputSummary[]>;
  /**
   * Answers a rule: rows are arrays in column order; datetimes are ISO 8601 text, dynamic values plain JSON, integers
   * beyond 2^53 text. A rule that cannot be answered has an `error` diagnostic and no rows.
   */
  readonly query: (language: LanguageId, text: string, options?: QueryOptions) => Promise<QueryResult>;
  /** Runs detections and ranks the accounts behind their alerts. */
  readonly scan: (options?: ScanOptions) => Promise<ScanResult>;
  /** Removes temporary files. The workspace cannot be used any more. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a workspace.
 *
 * @example
 * const workspace = await open();
 * await workspace.ingest(['logs']);
 * const { accounts } = await workspace.scan();
 * await workspace.close();
 */
export async function open(options: OpenOptions = {}): Promise<Workspace> {
  if (options.engine === 'clickhouse' || options.url !== undefined)
    throw new UserError('the only engine there is yet is duckdb, without a url');
  const session = await openSession(options.store, options);
  const instant = (now: Date | undefined): bigint | undefined => {
    const given = now ?? options.now;
    return given === undefined ? undefined : ticksOfDate(given);
  };
  return {
    ingest: async (paths, ingesting) => (await session.ingest(paths, ingesting)).inputs,
    query: async (language, text, { now, signal } = {}) =>
      runQuery(session, language, text, instant(now) ?? (await newest()), signal),
    scan: async ({
      now,
      since,
      until,
      detections,
      watchlists,
      exclusions,
      languages = 'one',
      onProgress,
      signal,
    } = {}) => {
      if (watchlists !== undefined) await session.giveWatchlists(watchlists);
      const at = instant(now);
      const excluding = exclusions === undefined ? undefined : await readExclusionsFile(exclusions);
      return runScan(session, {
        detections: await session.detections(detections),
        languages,
        ...(excluding === undefined ? {} : { exclusions: excluding }),
        ...(at === undefined ? {} : { now: at }),
        ...(since === undefined ? {} : { since: ticksOfDate(since) }),
        ...(until === undefined ? {} : { until: ticksOfDate(until) }),
        ...(onProgress === undefined ? {} : { onProgress }),
        ...(signal === undefined ? {} : { signal }),
      });
    },
    close: session.close,
  };

  /** Without any event there is no row for `now` to matter to: the clock will do. */
  async function newest(): Promise<bigint> {
    return (await session.extent())?.to ?? ticksOfDate(new Date());
  }
}
