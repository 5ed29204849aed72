import type { Account, Alert } from '@interloper/detect';
import { addressesOf } from '../scan/addresses.js';
import { textOf } from '../scan/values.js';

/** What `$user`, `$address` … of a playbook stand for. */
export interface FillIn {
  readonly name: string;
  /** In the order in which they were seen; the first is filled in. */
  readonly values: readonly string[];
  /** Why it is not filled in although there is a value. */
  readonly withheld?: string;
}

/** What the alerts of one detection on one account say of a playbook's variables. */
export function fillInsOf(account: Account, alerts: readonly Alert[]): readonly FillIn[] {
  const evidence = alerts.flatMap((alert) => Object.entries(alert.evidence));
  const named = distinct(alerts.map((alert) => alert.account));
  const names = named.length === 0 ? [account.account] : named;
  const since = alerts.map(({ time }) => time).toSorted()[0] ?? account.firstSeen;
  return [
    fillIn('user', distinct(names.map(userOf))),
    fillIn('account', names),
    fillIn('address', addressesOf(alerts)),
    fillIn(
      'key',
      distinct(evidence.flatMap(([, value]) => [...textOf(value).matchAll(ACCESS_KEY)].map(([key]) => key))),
    ),
    fillIn('since', [since]),
  ];
}

const ACCESS_KEY = /\bA(?:KIA|SIA)[A-Z0-9]{16}\b/g;

/** Commands take the name of an IAM user, logs give its ARN. */
function userOf(account: string): string {
  return /^arn:[^:]*:iam::\d*:user\/(?:.*\/)?([^/]+)$/.exec(account)?.[1] ?? account;
}

/**
 * Readers paste commands into a shell. A value with a character on which PowerShell or a POSIX shell would act (or with
 * a first one that makes it an option) is not put into them: who signs in chooses some of what the logs say.
 */
function fillIn(name: string, values: readonly string[]): FillIn {
  const [first] = values;
  if (first === undefined || SAFE_IN_SHELLS.test(first)) return { name, values };
  return { name, values, withheld: 'it has characters on which a shell would act' };
}

const SAFE_IN_SHELLS = /^[\p{L}\p{N}_.][\p{L}\p{N}_.@:/+=-]*$/u;

/** The text with each variable's first value in its place, unless it is withheld. */
export function filledIn(text: string, fillIns: readonly FillIn[]): string {
  return text.replaceAll(/\$([a-z]+)\b/g, (whole, name: string) => {
    const known = fillIns.find((each) => each.name === name);
    return known === undefined || known.withheld !== undefined ? whole : (known.values[0] ?? whole);
  });
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
