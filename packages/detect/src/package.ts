import type { LanguageId, Position, Severity } from '@interloper/plan';
import type { AlertSeverity, Confidence } from './severity.js';

/** One folder of `detections/`: what to look for, in which logs, in up to three languages, and what to make of it. */
export interface DetectionPackage {
  /** The folder's name: how users call the detection. */
  readonly slug: string;
  readonly folder: string;
  /** A uuid that stays when the detection is renamed. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly attack: readonly AttackTechnique[];
  /** Of a match that no entry of `grading` speaks of. */
  readonly severity: AlertSeverity;
  readonly confidence: Confidence;
  readonly dataSources: DataSources;
  /** How often the rule runs, in ticks. */
  readonly frequency: bigint;
  /** How far back each run looks, in ticks. */
  readonly lookback: bigint;
  /**
   * Its rules say themselves over which time they count (Sigma's correlations): they look at the whole span at once,
   * and the lookback only tells which matches are one alert.
   */
  readonly continuous?: true;
  readonly lastRecord?: LastRecord;
  /** At least one; KQL before SPL before Sigma. */
  readonly queries: readonly DetectionQuery[];
  readonly grading: readonly Grade[];
  readonly falsePositives: readonly string[];
  readonly references: readonly string[];
  /** Slugs of detections that see the same thing from another side. */
  readonly related: readonly string[];
  /** Absolute paths of the texts that are there. */
  readonly documents: Readonly<Partial<Record<DocumentKind, string>>>;
}

export const documentKinds = ['playbook', 'investigation', 'tuning'] as const;

export type DocumentKind = (typeof documentKinds)[number];

export interface AttackTechnique {
  /** `T1586.003` */
  readonly technique: string;
  readonly name: string;
  /** ATT&CK's short name: `resource-development`. */
  readonly tactic: string;
}

/** The logs that a detection reads, under each language's names. */
export interface DataSources {
  readonly tables: readonly string[];
  readonly sourcetypes: readonly string[];
  readonly logsources: readonly Logsource[];
}

export interface Logsource {
  readonly product?: string;
  readonly service?: string;
  readonly category?: string;
}

/**
 * The log writes an event again when what it says of it changes, and only the last record counts. Columns are those of
 * a KQL table, by its names; the rule reads the same log in every language.
 */
export interface LastRecord {
  readonly table: string;
  /**
   * What makes two records one event's. If a query's `fields` name a column for the first of these, only the records
   * of the events that it found are compared.
   */
  readonly of: readonly string[];
  /** The record's own time. Equal to the event's it is no record time: such a record is never replaced. */
  readonly by: string;
  /** Records with one of the values in one of the columns count although a later one says otherwise. */
  readonly keep: Readonly<Record<string, readonly string[]>>;
}

/** The rule in one language, and which of its columns say what. */
export interface DetectionQuery {
  readonly language: LanguageId;
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  /** Columns that name the account; the first with a value counts. */
  readonly account: readonly string[];
  /** Columns that say when the event happened; the first with a value counts. */
  readonly time: readonly string[];
  /** Names that `grading` uses, and the columns they stand for. */
  readonly fields: Readonly<Record<string, string>>;
}

/** An indicator that a row may show, and what it is worth. */
export interface Grade {
  /** A word for reports: `OpenRisk`. */
  readonly indicator: string;
  readonly severity: AlertSeverity;
  /** Where it is not the detection's. */
  readonly confidence?: Confidence;
  /** Any of these; one holds when each of its fields has one of the values. */
  readonly when: readonly GradeCondition[];
  /** Unless any of these. */
  readonly unless: readonly GradeCondition[];
  /** The field whose matching values are told with the indicator: `RiskEvent:passwordSpray`. */
  readonly detail?: string;
}

/**
 * Values by field, of which the field must have one. They compare without regard to case, and a field that holds a
 * list (also as JSON text) has every element as a value. `*` is any value, `$name` the values of another field, and
 * `!` before a value means that the field has values and that is not among them.
 */
export type GradeCondition = Readonly<Record<string, readonly string[]>>;

/** What is wrong in a package, and where. */
export interface PackageDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  readonly position?: Position;
  readonly message: string;
  readonly help?: string;
}

/** What loading a folder of packages gives: those that are sound, by slug, and what is wrong with the others. */
export interface LoadedDetections {
  readonly detections: readonly DetectionPackage[];
  readonly diagnostics: readonly PackageDiagnostic[];
}
