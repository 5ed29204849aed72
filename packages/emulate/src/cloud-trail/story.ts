import type { GuardDutyFinding } from '../guard-duty/finding.js';
import type { JsonObject } from '../json.js';
import type { Random } from '../random.js';
import { createRandom } from '../random.js';
import type { ClearedAccount, CompromisedAccount } from '../scenario.js';
import { completeCloudTrail, consoleSignIn, isoSeconds } from './compose.js';
import type { CloudTrailDraft } from './compose.js';
import type { CloudTrailEvent } from './event.js';
import { exampleAccount, iamUser } from './identities.js';
import { textOf } from './json-text.js';
import { instant, monthDate } from '../time.js';

/** A story told in CloudTrail events, with the answer that an analyst would give. */
export interface CloudTrailStory {
  readonly id: string;
  readonly title: string;
  readonly kind: 'attack' | 'benign';
  readonly compose: (scene: Scene) => CloudTrailOutcome;
}

interface CloudTrailOutcome {
  /** In any order. */
  readonly events: readonly CloudTrailEvent[];
  /** What GuardDuty found, where the account has it. */
  readonly findings?: readonly GuardDutyFinding[];
  /** Accounts that must be named, by ARN. */
  readonly compromised: readonly CompromisedAccount[];
  /** Accounts that appear and must not be named at high or above because of these events. */
  readonly notCompromised: readonly ClearedAccount[];
}

/** Where somebody is and what they use. */
export interface Origin {
  readonly address: string;
  readonly userAgent: string;
}

/** What a story is told with: the same seed, story and time always give the same. */
export interface Scene {
  readonly random: Random;
  /** Milliseconds since 1970 of an hour of a day of the story; day 0 is its first. */
  readonly when: (day: number, hour: number, minute?: number, second?: number) => number;
  /** A user with a key of their own. */
  readonly user: (name: string) => JsonObject;
  readonly call: (
    who: JsonObject,
    at: number,
    from: Origin,
    draft: Omit<CloudTrailDraft, 'identity'>,
  ) => CloudTrailEvent;
  /** A successful console sign-in. */
  readonly signIn: (who: JsonObject, at: number, from: Origin, mfa: boolean) => CloudTrailEvent;
}

/** The root user of the example account. */
export const rootUser: JsonObject = {
  type: 'Root',
  principalId: exampleAccount,
  arn: `arn:aws:iam::${exampleAccount}:root`,
  accountId: exampleAccount,
  accessKeyId: '',
};

/** A scene whose first day is the day of `at`. */
export function openScene(story: string, seed: string | number, at: number): Scene {
  const random = createRandom(`cloud-trail-story/${story}/${seed}`);
  const midnight = Math.floor(at / 86_400_000) * 86_400_000;
  return {
    random,
    when: (day, hour, minute = 0, second = 0) =>
      midnight + day * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000,
    user: (name) => iamUser(name, random.fork(name)),
    call: (who, time, from, draft) =>
      completeCloudTrail({ ...from, ...draft, identity: who }, isoSeconds(time), random),
    signIn: (who, time, from, mfa) => {
      const draft = consoleSignIn(who, 'Success', mfa ? 'Yes' : 'No');
      return completeCloudTrail({ ...draft, ...from }, isoSeconds(time), random);
    },
  };
}

/** The ARN of a user. */
export function arnOf(who: JsonObject): string {
  return textOf(who['arn']);
}

/** One member of staff at the office, with the browser and the command line they always use. */
export const office: Origin = {
  address: '198.51.100.14',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0 Safari/537.36',
};

/** The same browser after its next update. */
export const updatedOffice: Origin = {
  address: '198.51.100.61',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/135.0 Safari/537.36',
};

/** A hosting network that nobody here uses. */
export const hosting: Origin = {
  address: '203.0.113.77',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
};

/** A hotel. */
export const hotel: Origin = { ...office, address: '192.0.2.195' };

/** The same network with a program in place of a browser. */
export function withAgent(from: Origin, userAgent: string): Origin {
  return { ...from, userAgent };
}

/** What a new access key of a user looks like in the log; the key stands in the answer, with when it was made. */
export function newKey(
  forUser: string,
  key: string,
  at = Date.parse('2026-03-11T02:41:22Z'),
): Omit<CloudTrailDraft, 'identity'> {
  return {
    source: 'iam.amazonaws.com',
    name: 'CreateAccessKey',
    region: 'us-east-1',
    readOnly: false,
    parameters: { userName: forUser },
    response: {
      accessKey: {
        userName: forUser,
        accessKeyId: key,
        status: 'Active',
        createDate: monthDate(instant(at)),
      },
    },
  };
}

/** A call that only reads. */
export function read(source: string, name: string): Omit<CloudTrailDraft, 'identity'> {
  return { source: `${source}.amazonaws.com`, name, region: 'us-east-1' };
}

/** A call that AWS refuses. */
export function refused(source: string, name: string): Omit<CloudTrailDraft, 'identity'> {
  return {
    ...read(source, name),
    error: { code: 'AccessDenied', message: `User is not authorized to perform: ${source}:${name}` },
  };
}
