import type { Alert } from '@interloper/detect';
import { addressesOf } from '../scan/addresses.js';
import { textOf } from '../scan/values.js';

/** Whose playbook it is: the alerts of one detection on one account, and the names that the account goes by. */
export interface PlaybookSubject {
  readonly account: string;
  readonly aliases: readonly string[];
  /** In order of time. */
  readonly alerts: readonly Alert[];
}

/** What a `$name` of a playbook stands for, and where alerts say it: the first value is filled in. */
export interface Placeholder {
  readonly says: string;
  readonly valuesOf: (subject: PlaybookSubject) => readonly string[];
}

/** The placeholders that alerts can fill in, by name; docs/adding-a-detection.md lists them for authors. */
export const placeholders: Readonly<Record<string, Placeholder>> = {
  user: {
    says: 'the account; of an IAM user, its name',
    valuesOf: (subject) => namesOf(subject).map(userOf),
  },
  account: { says: 'the account, as the alert names it', valuesOf: namesOf },
  login: { says: 'the account, as the alert names it', valuesOf: namesOf },
  address: { says: 'its address', valuesOf: ({ alerts }) => addressesOf(alerts) },
  since: {
    says: 'the time of the first evidence',
    valuesOf: ({ alerts }) =>
      alerts
        .map(({ time }) => time)
        .toSorted()
        .slice(0, 1),
  },
  key: {
    says: 'the access key',
    valuesOf: (subject) => [
      ...matchesIn(evidenceOf(subject), AWS_KEY),
      ...matchesIn(evidenceOf(subject, /key|detail/i), GOOGLE_KEY),
    ],
  },
  session: { says: 'the session', valuesOf: (subject) => evidenceOf(subject, /^session_?id$/i) },
  app: {
    says: 'the application',
    valuesOf: (subject) =>
      evidenceOf(subject, /^app(?:lication)?_?(?:id)?$/i).filter((text) => GUID.test(text)),
  },
  home: {
    says: 'the tenant that the account belongs to',
    valuesOf: (subject) => evidenceOf(subject, /^home_?tenant_?id$/i),
  },
  tenant: {
    says: 'the tenant',
    valuesOf: (subject) => evidenceOf(subject, /^(?:resource_?|aad)?tenant_?id$/i),
  },
  role: { says: 'the role of the session', valuesOf: (subject) => matchesIn(namesOf(subject), SESSION_ROLE) },
  project: {
    says: 'the project',
    valuesOf: (subject) => [
      ...evidenceOf(subject, /^project(?:_?id)?$/i),
      ...matchesIn(namesOf(subject), SERVICE_ACCOUNT_PROJECT),
    ],
  },
  member: { says: 'the team_member_id', valuesOf: (subject) => matchesIn(subject.aliases, MEMBER) },
  bucket: { says: 'the bucket', valuesOf: (subject) => evidenceOf(subject, /^bucket(?:_?name)?$/i) },
  storage: {
    says: 'the storage account',
    valuesOf: (subject) => evidenceOf(subject, /^(?:storage)?_?account_?name$/i),
  },
  org: { says: 'the organisation', valuesOf: (subject) => evidenceOf(subject, /^org(?:ani[sz]ation)?$/i) },
};

const AWS_KEY = /\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g;
/** https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys: 20 bytes in hexadecimal. */
const GOOGLE_KEY = /\b[0-9a-f]{40}\b/g;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SESSION_ROLE = /(?<=^arn:[^:]*:sts::\d*:assumed-role\/)[^/]+/g;
const SERVICE_ACCOUNT_PROJECT = /(?<=@)[^@.]+(?=\.iam\.gserviceaccount\.com$)/g;
const MEMBER = /^dbmid:.+$/g;

/** Commands take the name of an IAM user, logs give its ARN. */
function userOf(account: string): string {
  return /^arn:[^:]*:iam::\d*:user\/(?:.*\/)?([^/]+)$/.exec(account)?.[1] ?? account;
}

function namesOf({ account, alerts }: PlaybookSubject): readonly string[] {
  return alerts.length === 0 ? [account] : alerts.map((alert) => alert.account);
}

/** The values of the evidence as text, empty ones left out; of all columns, or of those with such a name. */
function evidenceOf({ alerts }: PlaybookSubject, columns = /(?:)/): readonly string[] {
  return alerts.flatMap(({ evidence }) =>
    Object.entries(evidence)
      .filter(([name]) => columns.test(name))
      .map(([, value]) => textOf(value))
      .filter((text) => text !== ''),
  );
}

function matchesIn(texts: readonly string[], pattern: RegExp): readonly string[] {
  return texts.flatMap((text) => [...text.matchAll(pattern)].map(([match]) => match));
}
