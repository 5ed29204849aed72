import type { Catalog, Compilation, LanguageId, Relation } from '@interloper/plan';
import type { Reader } from '@interloper/sql';
import type { Exclusion } from '../exclude/exclusion.js';
import type { DetectionPackage } from '../package.js';

/** What a run needs; languages and the engine are handed in. */
export interface RunDetectionsOptions {
  readonly detections: readonly DetectionPackage[];
  /** One language for each detection (KQL, else SPL, else Sigma), or every one there is. */
  readonly languages: 'one' | 'all';
  readonly compile: (language: LanguageId, text: string) => Compilation;
  /**
   * Compiles a rule whose columns depend on the data, given what answers its questions. Without it such a rule is not
   * evaluable.
   */
  readonly compileAsking?: (
    language: LanguageId,
    text: string,
    ask: (question: Relation) => Promise<readonly (readonly unknown[])[]>,
  ) => Promise<Compilation>;
  readonly catalog: Catalog;
  readonly reader: Reader;
  /** The instant that `now` stands for, in ticks; later rows are invisible. */
  readonly now: bigint;
  /**
   * Replays every detection over these instants (ticks, both inclusive; events outside raise no alert). Without it each
   * is evaluated once, at `now`.
   */
  readonly span?: ReplaySpan;
  /** Names an input as users know it, given the engine's path of the file. Default: that path. */
  readonly inputName?: (file: string) => string;
  /** Alerts that are known to be harmless. */
  readonly exclusions?: readonly Exclusion[];
  readonly onProgress?: (progress: RunProgress) => void;
  readonly signal?: AbortSignal;
}

export interface TimeSpan {
  readonly from: bigint;
  readonly to: bigint;
}

/** The time that a scan is about. */
export interface ReplaySpan extends TimeSpan {
  /** False when there is data from before it, whose events raise no alert. */
  readonly begins: boolean;
}

/** `done` of `total` runs are over; the named one begins. */
export interface RunProgress {
  readonly detection: string;
  readonly language: LanguageId;
  readonly done: number;
  readonly total: number;
}
