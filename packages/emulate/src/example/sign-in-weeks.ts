import { benignSignIns, byCreation } from '../benign.js';
import type { ScenarioOptions } from '../scenario.js';
import { signInScenarios } from '../sign-in-scenarios.js';
import type { SignIn } from '../sign-in.js';
import type { Tenant, TenantGuest, TenantUser } from '../tenant.js';
import { alderFinch } from './cast.js';

/** Sign-ins of a week, in order of time. */
export type Week = readonly SignIn[];

/** The three working weeks: everyday sign-ins, what is told of single accounts, and those that other parts bring. */
export function signInWeeks(others: readonly SignIn[]): readonly [Week, Week, Week] {
  const atTheOffice: Tenant = {
    ...alderFinch,
    users: alderFinch.users.filter(({ displayName }) => displayName !== 'Uma Novak'),
  };
  return [
    inOrder([
      ...benignSignIns(alderFinch, { from: '2026-03-02', days: 5, perUserPerDay: 2 }),
      ...tell('risk-remediated', '2026-03-03T18:20:28.420Z', 'Priya Keller'),
      ...tell('failure-with-risk', '2026-03-05T03:12:02.178Z', 'Daan Visser'),
      ...tell('guest-with-mfa', '2026-03-05T10:30:19.557Z', 'Chiara Bianchi'),
      ...tell('leaked-credentials', '2026-03-06T04:22:26.726Z', 'Jonas Brandt'),
      ...between(others, '2026-03-02', '2026-03-09'),
    ]),
    inOrder([
      ...benignSignIns(alderFinch, { ...everyKind, from: '2026-03-09', days: 5 }),
      ...tell('hidden-levels', '2026-03-09T09:05:36.936Z', 'Amina Hassan'),
      ...tell('password-spray', '2026-03-10T02:14:53.315Z', 'Hana Sato'),
      ...tell('risk-dismissed', '2026-03-11T19:40:10.694Z', 'Tiago Marques'),
      ...tell('cross-tenant-single-factor', '2026-03-12T11:08:27.073Z', 'Omar Haddad'),
      ...tell('managed-identity', '2026-03-13T01:30:18.210Z'),
      ...between(others, '2026-03-09', '2026-03-16'),
    ]),
    inOrder([
      ...benignSignIns(atTheOffice, { ...everyKind, from: '2026-03-16', days: 5, perUserPerDay: 1 }),
      ...tell('traveller', '2026-03-16T08:15:35.589Z', 'Uma Novak'),
      ...tell('risk-confirmed-safe', '2026-03-17T06:50:52.968Z', 'Zofia Lind'),
      ...tell('impossible-travel', '2026-03-18T20:05:09.347Z', 'Leonor Castelo'),
      ...between(others, '2026-03-16', '2026-03-21'),
    ]),
  ];
}

const everyKind = {
  perUserPerDay: 2,
  categories: ['interactive', 'nonInteractive', 'servicePrincipal', 'managedIdentity'],
} as const;

/** Tells a scenario about a person by display name, from a time on. */
function tell(id: string, from: string, name?: string): readonly SignIn[] {
  const scenario = signInScenarios.get(id);
  if (scenario === undefined) throw new Error(`no scenario "${id}"`);
  const people: readonly (TenantUser | TenantGuest)[] = [...alderFinch.users, ...alderFinch.guests];
  const person = people.find(({ displayName }) => displayName === name);
  if (name !== undefined && person === undefined) throw new Error(`nobody is called ${name}`);
  const options: ScenarioOptions = { at: Date.parse(from), ...(person === undefined ? {} : { person }) };
  return scenario.compose(alderFinch, options).events;
}

function between(signIns: readonly SignIn[], from: string, to: string): readonly SignIn[] {
  return signIns.filter(({ createdDateTime }) => createdDateTime >= from && createdDateTime < to);
}

function inOrder(signIns: readonly SignIn[]): Week {
  return signIns.toSorted(byCreation);
}
