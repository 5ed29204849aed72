import type { EntityKind } from '../package.js';
import type { AlertSeverity } from '../severity.js';

/** An entry of `exclusions.yml`: alerts that somebody knows to be harmless, and why. All that it says must hold. */
export interface Exclusion {
  readonly file: string;
  /** The entry's first line, counted from 1. */
  readonly line: number;
  readonly reason: string;
  readonly owner?: string;
  readonly ticket?: string;
  /** Slugs. */
  readonly detections: readonly string[] | 'all';
  /** Every indicator of a match must be one of these; `RiskEvent` stands for each `RiskEvent:…`. */
  readonly indicators?: readonly string[];
  /** No match above it. */
  readonly maxSeverity?: AlertSeverity;
  /** A name of the account, whichever. */
  readonly account?: Membership;
  /** Every value that a match has of the kind must be among these. */
  readonly entities: Readonly<Partial<Record<EntityKind, Membership>>>;
  /** The account is in the country on that day, by this watchlist. */
  readonly trip?: { readonly watchlist: string };
  /** Ticks: events from this instant on, and before that one. */
  readonly from?: bigint;
  readonly until?: bigint;
}

/** Values that are written in the entry, or those of a watchlist's column (its key column unless named). */
export type Membership =
  { readonly values: readonly string[] } | { readonly watchlist: string; readonly column?: string };

/** What became of an entry of `exclusions.yml` in a run. */
export interface ExclusionOutcome {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly owner?: string;
  readonly ticket?: string;
  /** Ids of the alerts that it excluded, alone or with others. */
  readonly excluded: readonly string[];
  /** Ids of the alerts that it would have excluded if they were no confirmed compromises. */
  readonly refused: readonly string[];
  /** Ids of the alerts of which it covers some matches, and nothing covers the others: they stay. */
  readonly partly: readonly string[];
  /** What a user should know of an entry that does not do what it was written for. */
  readonly remarks: readonly string[];
}
