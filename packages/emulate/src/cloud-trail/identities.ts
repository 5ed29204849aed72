import type { JsonObject } from '../json.js';
import type { Random } from '../random.js';

/** The account that composed events happen in. */
export const exampleAccount = '111122223333';

/** A user with long-term keys. */
export function iamUser(name: string, random: Random): JsonObject {
  return {
    type: 'IAMUser',
    principalId: `AIDAEXAMPLE${digits(random, 10)}`,
    arn: `arn:aws:iam::${exampleAccount}:user/${name}`,
    accountId: exampleAccount,
    accessKeyId: `AKIAEXAMPLE${digits(random, 9)}`,
    userName: name,
  };
}

/** The same user in the console: temporary keys and a session. */
export function consoleUser(user: JsonObject, since: string, mfa: boolean, random: Random): JsonObject {
  return {
    ...user,
    accessKeyId: `ASIAEXAMPLE${digits(random, 9)}`,
    sessionContext: { attributes: { creationDate: since, mfaAuthenticated: String(mfa) } },
  };
}

/** A session of a role. */
export function assumedRole(role: string, session: string, since: string, random: Random): JsonObject {
  const id = `AROAEXAMPLE${digits(random, 10)}`;
  return {
    type: 'AssumedRole',
    principalId: `${id}:${session}`,
    arn: `arn:aws:sts::${exampleAccount}:assumed-role/${role}/${session}`,
    accountId: exampleAccount,
    accessKeyId: `ASIAEXAMPLE${digits(random, 9)}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: id,
        arn: `arn:aws:iam::${exampleAccount}:role/${role}`,
        accountId: exampleAccount,
        userName: role,
      },
      attributes: { creationDate: since, mfaAuthenticated: 'false' },
    },
  };
}

/** An AWS service that acts for the account. */
export function service(name: string): JsonObject {
  return { type: 'AWSService', invokedBy: name };
}

export function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => String(random.integer(10))).join('');
}
