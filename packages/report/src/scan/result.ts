import type { Alert } from '@interloper/detect';

/** What was read of one input: a line of a scan's `inputs`. */
export interface InputSummary {
  /** As given; a member of an archive is `a.zip!/b`. */
  readonly path: string;
  /** Null when it could not be read. */
  readonly sha256: string | null;
  /** The source that recognised it; null when none did. */
  readonly source: string | null;
  /** The table of its own that its records are in: no known log was recognised, or the user named the table. */
  readonly table?: string;
  /** Records read, repeats among them included. */
  readonly records: number;
  readonly duplicates: number;
  /** Records (or lines) that could not be read; the quarantine has them. */
  readonly quarantined: number;
  /** Fields that detections rest on and this input has not. */
  readonly missing: readonly string[];
  /** Why it, or a part of it, was not read. */
  readonly refused?: string;
  /** It could not be read at all, whatever it holds. */
  readonly unreadable?: true;
  /** The input with the same bytes that was read before, so that this one was not. */
  readonly repeatOf?: string;
}

/** Something in an input that is no record. */
export interface BadRecord {
  readonly path: string;
  readonly line: number;
  readonly record: number;
  readonly cause: string;
  /** Its beginning, as it stands. */
  readonly excerpt: string;
}

/** What a run knows beside the logs: a line of a scan's `context`. */
export interface ContextSummary {
  readonly kind: 'watchlist' | 'threatIntelligence' | 'geography';
  readonly name: string;
  /** Entries; of geography, the addresses of the data whose places were looked up. */
  readonly rows: number;
  readonly paths: readonly string[];
  /** Why it is not there: rules that ask for it find it empty, or are not evaluable. */
  readonly absent?: string;
}

/** A JSON value. */
export type Json = Alert['evidence'][string];
