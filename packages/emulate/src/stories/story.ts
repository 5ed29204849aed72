import type { ClearedAccount, CompromisedAccount } from '../scenario.js';
import { createRandom } from '../random.js';
import type { Random } from '../random.js';
import { composeTenant } from '../tenant.js';
import type { Tenant, TenantUser } from '../tenant.js';
import type { StoryLogs } from './story-logs.js';

/** A story told in the logs of one or several services, with the answer that an analyst would give. */
export interface Story {
  readonly id: string;
  readonly title: string;
  readonly kind: 'attack' | 'benign';
  readonly compose: (stage: Stage) => StoryOutcome;
}

interface StoryOutcome {
  /** What each service logs of it; events in any order. */
  readonly logs: StoryLogs;
  /** Accounts that must be named. */
  readonly compromised: readonly CompromisedAccount[];
  /** Accounts that appear and must not be named at high or above because of these events. */
  readonly notCompromised: readonly ClearedAccount[];
  /** What the organisation knows beside its logs. */
  readonly context?: StoryContext;
}

/** Tables that rules look things up in, as text of the files that a user would give. */
export interface StoryContext {
  /** CSV by the name of the watchlist. */
  readonly watchlists?: Readonly<Record<string, string>>;
  /** Indicators, one a line. */
  readonly threatIntel?: string;
}

/** Where and when a story is played: the same seed, story and time always give the same. */
export interface Stage {
  readonly tenant: Tenant;
  readonly random: Random;
  /** Milliseconds since 1970 of an hour (UTC) of a day of the story; day 0 is its first. */
  readonly when: (day: number, hour: number, minute?: number, second?: number) => number;
  /** People of the tenant in an order that the seed draws: each call's number is another person. */
  readonly person: (index: number) => TenantUser;
}

const DAY = 86_400_000;

/** A stage whose first day is the day of `at` (milliseconds since 1970). */
export function openStage(story: string, seed: string | number, at: number): Stage {
  const random = createRandom(`story/${story}/${seed}`);
  const tenant = composeTenant(seed);
  const cast = shuffled(tenant.users, random.fork('cast'));
  const midnight = Math.floor(at / DAY) * DAY;
  return {
    tenant,
    random,
    when: (day, hour, minute = 0, second = 0) =>
      midnight + day * DAY + hour * 3_600_000 + minute * 60_000 + second * 1000,
    person: (index) => {
      const person = cast[index];
      if (person === undefined) throw new Error(`the tenant has no person ${index}`);
      return person;
    },
  };
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const rest = [...items];
  return items.map(() => {
    const [drawn] = rest.splice(random.integer(rest.length), 1);
    if (drawn === undefined) throw new Error('drew from nothing');
    return drawn;
  });
}
