/** What was read of one input: a line of a scan's `inputs`. */
export interface InputSummary {
  /** As given; a member of an archive is `a.zip!/b`. */
  readonly path: string;
  readonly sha256: string;
  /** The source that recognised it; null when none did. */
  readonly source: string | null;
  /** Records read, repeats among them included. */
  readonly records: number;
  readonly duplicates: number;
  /** Records (or lines) that could not be read. */
  readonly quarantined: number;
  /** Fields that detections rest on and this input has not. */
  readonly missing: readonly string[];
  /** Why nothing was read. */
  readonly refused?: string;
  /** The input with the same bytes that was read instead. */
  readonly repeatOf?: string;
  /** The first of the quarantined; `quarantined` counts them all. */
  readonly bad: readonly BadRecord[];
}

/** A record that could not be read. */
export interface BadRecord {
  readonly line?: number;
  readonly record?: number;
  readonly cause: string;
  readonly excerpt: string;
}

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Severity = 'low' | 'medium' | 'high' | 'critical';

export interface Account {
  readonly account: string;
  readonly aliases: readonly string[];
  readonly score: number;
  readonly severity: Severity;
  readonly alerts: readonly string[];
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export interface Alert {
  readonly id: string;
  readonly detection: string;
  readonly title: string;
  readonly technique: string;
  readonly severity: Severity;
  readonly confidence: Json;
  readonly account: string;
  readonly time: string;
  readonly query: string;
  readonly evidence: Readonly<Record<string, Json>>;
  readonly excluded?: string;
}

export interface Coverage {
  readonly detection: string;
  readonly query: string;
  readonly outcome: 'fired' | 'quiet' | 'notEvaluable';
  readonly reason?: string;
  readonly matches: number;
  readonly gaps: readonly Gap[];
}

export interface Gap {
  readonly table: string;
  readonly field: string;
  readonly rowsWithout: number;
  readonly rows: number;
  readonly inputs: readonly string[];
}
