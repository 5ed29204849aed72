import type { LanguageId } from '@interloper/plan';
import type { Json } from '@interloper/sql';
import type { ExclusionOutcome } from './exclude/exclusion.js';
import type { AmbiguousName } from './identity/people.js';
import type { AlertSeverity, Confidence } from './severity.js';

/** An account with alerts, ranked by score, then by last seen. */
export interface Account {
  /** As the data spells it. */
  readonly account: string;
  /** Its other names, and other spellings that the data has. */
  readonly aliases: readonly string[];
  /** 0 to 100, whole; docs/scoring.md. */
  readonly score: number;
  /** The highest of its alerts. */
  readonly severity: AlertSeverity;
  /** Ids, in order of time. */
  readonly alerts: readonly string[];
  /** ISO 8601. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** The indicators of its alerts. */
  readonly why: readonly string[];
  /** What the score is the sum of (before it is cut at 100 and rounded), greatest first. */
  readonly scoreParts: readonly ScorePart[];
}

/** Whose account an alert is about. */
export interface AlertedPerson {
  /** The name that the account goes by in the result. */
  readonly account: string;
  readonly aliases: readonly string[];
}

/** One alert's share of a score: `points × factor`. */
export interface ScorePart {
  readonly alert: string;
  readonly detection: string;
  /** Weight of the severity times weight of the confidence. */
  readonly points: number;
  /** 1 for the detection's first alert, less for each further one. */
  readonly factor: number;
  readonly contribution: number;
}

/** Matches of one detection on one account within one lookback. */
export interface Alert {
  /** Of detection, account and time: the same in every run on the same data. */
  readonly id: string;
  /** The detection's slug. */
  readonly detection: string;
  readonly title: string;
  readonly technique: string;
  /** The highest of its matches. */
  readonly severity: AlertSeverity;
  readonly confidence: Confidence;
  readonly account: string;
  /** When the first event of its evidence happened, ISO 8601. */
  readonly time: string;
  readonly query: LanguageId;
  /** The row of the match that the severity comes from, by column. */
  readonly evidence: Readonly<Record<string, Json>>;
  /** Why an exclusion took it out of the score: the reasons of the entries that did. */
  readonly excluded?: string;
  /** One of its indicators states a compromise that nobody need judge: no exclusion takes it out. */
  readonly confirmed?: true;
  /** The reasons of the entries that would have taken it out if it were not confirmed. */
  readonly exclusionRefused?: string;
  /** When the last event happened. */
  readonly lastTime: string;
  readonly matches: number;
  /** The indicators that its matches show. */
  readonly why: readonly string[];
}

/** What became of one detection in one language. */
export interface Coverage {
  readonly detection: string;
  readonly query: LanguageId;
  readonly outcome: 'fired' | 'quiet' | 'notEvaluable';
  /** Why it is not evaluable; else which of its logs nothing was seen of. */
  readonly reason?: string;
  /** Rows that matched. */
  readonly matches: number;
  readonly gaps: readonly Gap[];
}

/** A field that the rule's conditions rest on and some of the rows lack. */
export interface Gap {
  /** The log and the field by the language's names for them. */
  readonly table: string;
  readonly field: string;
  readonly rowsWithout: number;
  readonly rows: number;
  /** The files with such rows. */
  readonly inputs: readonly string[];
}

/** Whether the languages of one detection found the same. */
export interface Agreement {
  readonly detection: string;
  /** Those that could be evaluated; with fewer than two there is nothing to compare. */
  readonly languages: readonly LanguageId[];
  readonly equal: boolean;
  readonly differences: readonly Disagreement[];
}

/** An event that not every language found, or not with the same severity. */
export interface Disagreement {
  readonly account: string;
  readonly time: string;
  /** The severity in each language that found it. */
  readonly foundBy: Readonly<Partial<Record<LanguageId, AlertSeverity>>>;
}

/** An account of which every alert is excluded: it is not ranked. */
export interface ExcludedAccount extends AlertedPerson {
  /** Ids, in order of time. */
  readonly alerts: readonly string[];
}

export interface DetectionResult {
  readonly accounts: readonly Account[];
  /** Accounts whose alerts are all excluded, by name. */
  readonly excludedAccounts: readonly ExcludedAccount[];
  /** What became of each exclusion, in the order of the file. */
  readonly exclusions: readonly ExclusionOutcome[];
  /** In order of time. */
  readonly alerts: readonly Alert[];
  readonly coverage: readonly Coverage[];
  /** One for each detection when all languages ran; else empty. */
  readonly agreement: readonly Agreement[];
  /** Names that stand with several accounts, so that alerts under them were not joined with others. */
  readonly ambiguous: readonly AmbiguousName[];
}
