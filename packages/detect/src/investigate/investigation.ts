import type { AlertSeverity } from '../severity.js';

/** An event of an account, in the same terms whichever log it stands in. Null where the log does not say. */
export interface InvestigatedEvent {
  /** ISO 8601. */
  readonly time: string;
  /** The id of the source. */
  readonly source: string;
  readonly action: string | null;
  readonly result: 'success' | 'failure' | null;
  readonly reason: string | null;
  /** The name under which the record has the account. */
  readonly account: string | null;
  readonly address: string | null;
  readonly country: string | null;
  readonly agent: string | null;
  readonly session: string | null;
  readonly key: string | null;
  readonly application: string | null;
  readonly targets: readonly InvestigatedTarget[];
  /** The alerts that it is evidence of, by id. */
  readonly alerts: readonly string[];
  /** It is no evidence itself, and shares its address, session or key with events that are. */
  readonly suspect: boolean;
}

export interface InvestigatedTarget {
  readonly kind: string;
  readonly name: string;
}

/** What an account's events have in common, and how many they are. */
export interface Facet {
  readonly value: string;
  readonly events: number;
  /** Those of them that are evidence of an alert. */
  readonly evidence: number;
  /** Those that are no evidence, and share their address, session or key with evidence. */
  readonly suspect: number;
  readonly failures: number;
  readonly first: string;
  readonly last: string;
  /** Why it says nothing about an intruder: so many accounts without alerts use it, too. */
  readonly common?: string;
}

/** The most telling of them, and how many there are. */
export interface Facets {
  readonly rows: readonly Facet[];
  readonly total: number;
}

export const facetNames = [
  'source',
  'address',
  'country',
  'agent',
  'session',
  'key',
  'application',
  'target',
] as const;

export type FacetName = (typeof facetNames)[number];

/** Another account, and what it shares with the one that is investigated. */
export interface RelatedAccount {
  readonly account: string;
  readonly shared: readonly SharedValue[];
  readonly events: number;
  readonly first: string;
  readonly last: string;
  /** Of a scan's accounts: its severity and score. */
  readonly alerted?: { readonly severity: AlertSeverity; readonly score: number };
}

export interface SharedValue {
  readonly by: 'address' | 'agent' | 'session' | 'key';
  readonly value: string;
  readonly events: number;
  readonly failures: number;
  readonly first: string;
  readonly last: string;
}

/** What the logs say of one account. */
export interface Investigation {
  readonly account: string;
  readonly aliases: readonly string[];
  /** Of a scan's accounts. */
  readonly alerted?: { readonly severity: AlertSeverity; readonly score: number };
  readonly alerts: readonly InvestigatedAlert[];
  readonly events: number;
  readonly failures: number;
  /** ISO 8601; null without events. */
  readonly first: string | null;
  readonly last: string | null;
  /** The first and last event that is evidence of an alert. */
  readonly firstEvidence: string | null;
  readonly lastEvidence: string | null;
  /** The last event that is evidence or suspect. */
  readonly lastSuspect: string | null;
  readonly facets: Readonly<Record<FacetName, Facets>>;
  /** In order of time: those nearest to the alerts, when they are more than were asked for. */
  readonly timeline: readonly InvestigatedEvent[];
  /** Events that are not among them. */
  readonly hidden: number;
  readonly related: { readonly rows: readonly RelatedAccount[]; readonly total: number };
  /** What was not followed to other accounts because it is common, and why. */
  readonly notFollowed: readonly {
    readonly by: SharedValue['by'];
    readonly value: string;
    readonly why: string;
  }[];
  /** Logs that hold events of the account, and those that were looked at without finding any. */
  readonly looked: { readonly found: readonly string[]; readonly without: readonly string[] };
}

export interface InvestigatedAlert {
  readonly id: string;
  readonly detection: string;
  readonly title: string;
  readonly severity: AlertSeverity;
  readonly time: string;
  readonly lastTime: string;
  readonly excluded?: string;
  /** Events that are its evidence. */
  readonly events: number;
}
