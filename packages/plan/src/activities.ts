import type { Expression } from './expressions.js';
import type { IdentityName } from './identities.js';
import type { Scan } from './relations.js';

/** What an event was done to. */
export const targetKinds = [
  'application',
  'resource',
  'bucket',
  'object',
  'repository',
  'mailbox',
  'file',
  'account',
  'role',
  'recipient',
] as const;

export type TargetKind = (typeof targetKinds)[number];

/** What an event was done to, and where a record names it. */
export interface ActivityTarget {
  readonly kind: TargetKind;
  /** Text over the dataset's columns; null where the record names none. */
  readonly value: Expression;
}

/**
 * What the records of a log say of who did what, when, from where and with what: the same questions to every log, so
 * that an account can be followed through all of them. Values are over the columns of the scan and null where a record
 * does not say; all are text except `time`.
 */
export interface Activity {
  /** The id of the source. */
  readonly source: string;
  /** Its records are findings: what somebody thinks of events, which stand in other logs. */
  readonly findings?: true;
  readonly scan: Scan;
  /** The records that tell of something done; all without it. */
  readonly where?: Expression;
  /** When it happened (datetime). */
  readonly time: Expression;
  /** The record's own identifier. */
  readonly id?: Expression;
  /** Names of who acted (or, in a log of findings, of whom it is about), the one to show first. */
  readonly accounts: readonly IdentityName[];
  readonly action: Expression;
  /** `success`, `failure`; null where the log does not say or nothing was tried. */
  readonly result?: Expression;
  /** An error code, a risk, a severity: what else the log says of how it ended. */
  readonly reason?: Expression;
  readonly address?: Expression;
  /** A code of ISO 3166-1 or a name, as the log has it. */
  readonly country?: Expression;
  readonly agent?: Expression;
  /** What lives as long as one sign-in. */
  readonly session?: Expression;
  /** A key or token that was used. */
  readonly key?: Expression;
  /** The program that acted, by name or id. */
  readonly application?: Expression;
  readonly targets: readonly ActivityTarget[];
}
