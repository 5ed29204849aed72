import { createRandom, type Random } from './random.js';
import type { ScenarioOptions, ScenarioOutcome } from './scenario.js';
import type { SignIn } from './sign-in.js';
import type { Tenant, TenantGuest, TenantUser } from './tenant.js';

/** The scenario's own sequence: the same for the same tenant, scenario and start. */
export function scenarioRandom(tenant: Tenant, scenario: string, options: ScenarioOptions): Random {
  return createRandom(`scenario/${tenant.seed}/${scenario}/${options.at}`);
}

/** The person of the options, or a member that the sequence draws. */
export function memberOf(tenant: Tenant, random: Random, options: ScenarioOptions): TenantUser | TenantGuest {
  return options.person ?? random.pick(tenant.users);
}

/** The person of the options, who must be a guest, or a guest that the sequence draws. */
export function guestOf(tenant: Tenant, random: Random, options: ScenarioOptions): TenantGuest {
  const person = options.person ?? random.pick(tenant.guests);
  if (person.type !== 'guest')
    throw new Error(`${person.principalName} is no guest; this scenario is about one`);
  return person;
}

/** An outcome that clears one account. */
export function cleared(events: readonly SignIn[], account: string, why: string): ScenarioOutcome {
  return { events, compromised: [], notCompromised: [{ account, why }] };
}
