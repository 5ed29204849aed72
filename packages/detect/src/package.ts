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

/** The file of each kind of text beside a detection's rules; every detection should have those of `documentKinds`. */
export const documentFiles = {
  playbook: 'playbook.md',
  investigation: 'investigation.md',
  tuning: 'tuning.md',
  /** Tests that exercise what the detection sees, in Atomic Red Team's form. */
  atomics: 'atomics.yaml',
} as const;

export type DocumentKind = keyof typeof documentFiles;

export const documentKinds = [
  'playbook',
  'investigation',
  'tuning',
] as const satisfies readonly DocumentKind[];

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
  /** Which columns hold what exclusions compare. */
  readonly entities?: Entities;
}

/** What exclusions know an alert by, beside its account. */
export const entityKinds = [
  'address',
  'agent',
  'country',
  'application',
  'homeTenant',
  'resourceTenant',
] as const;

export type EntityKind = (typeof entityKinds)[number];

/** A kind that is not there is one of which the rows do not tell everything, or nothing. */
export type Entities = Readonly<Partial<Record<EntityKind, EntityColumns>>>;

/** The columns that together hold all values of a kind that a row's events have. */
export interface EntityColumns {
  readonly columns: readonly string[];
  /** Where the columns show some of several values: the column that says how many there are. */
  readonly count?: string;
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
  /** The log or a list states the compromise, so that nothing is left to judge: no exclusion hides it. */
  readonly confirmed?: true;
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
