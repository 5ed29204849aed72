import type { Expression } from './expressions.js';
import type { Scan } from './relations.js';

/** What is known of a kind of name. */
interface KindOfName {
  readonly title: string;
  /** It stays the account's; else it is made for one session. */
  readonly lasting: boolean;
  /** An account has many of them, each for itself alone. */
  readonly many?: true;
}

/**
 * The kinds of names that accounts go by. A text of one kind names one account, whichever log it stands in; texts of two
 * kinds do not: the GitHub login `deploy` need not be the Okta login `deploy`.
 */
export const identityKinds = {
  mail: { title: 'user principal name or mail address', lasting: true },
  'entra-object': { title: 'Entra object id', lasting: true },
  'aws-user': { title: 'ARN of an AWS user', lasting: true },
  'aws-principal': { title: 'AWS principal id', lasting: true },
  'aws-key': { title: 'AWS access key', lasting: true, many: true },
  'aws-session': { title: 'ARN of an AWS role session', lasting: false },
  'aws-session-key': { title: 'AWS session key', lasting: false, many: true },
  'okta-login': { title: 'Okta login', lasting: true },
  'okta-user': { title: 'Okta user id', lasting: true },
  'github-login': { title: 'GitHub login', lasting: true },
  'github-user': { title: 'GitHub user id', lasting: true },
  'google-user': { title: 'Google profile id', lasting: true },
  'google-subject': { title: 'Google principal subject', lasting: true },
  'dropbox-account': { title: 'Dropbox account id', lasting: true },
  'dropbox-member': { title: 'Dropbox team member id', lasting: true },
  'sendgrid-user': { title: 'SendGrid user id', lasting: true },
  'twilio-actor': { title: 'Twilio actor or account', lasting: true },
} as const satisfies Readonly<Record<string, KindOfName>>;

export type IdentityKind = keyof typeof identityKinds;

/** A name that a record gives an account. */
export interface IdentityName {
  readonly kind: IdentityKind;
  /** Text over the dataset's columns; null where the record has no such name. */
  readonly value: Expression;
  /** Whoever opens the session chooses it: where records show it with two accounts, it is nobody's. */
  readonly claimed?: true;
}

/** Names of one account that stand in one record of a log. */
export interface IdentityLink {
  readonly scan: Scan;
  /** The records in which they do; all without it. */
  readonly where?: Expression;
  readonly names: readonly IdentityName[];
}

/** The title of a kind, and whether it lasts. */
export function kindOfName(kind: IdentityKind): KindOfName {
  return identityKinds[kind];
}
