import { benignSignIns, byCreation } from './benign.js';
import type { WrittenFile } from './containers/compress.js';
import type { ScenarioOptions } from './scenario.js';
import { signInScenarios } from './sign-in-scenarios.js';
import type { SignIn } from './sign-in.js';
import { composeTenant, type Tenant, type TenantGuest, type TenantUser } from './tenant.js';
import { writeSignIns } from './write-sign-ins.js';

/** One week of the example, which was exported in one shape. */
export interface ExampleWeek {
  readonly title: string;
  readonly signIns: readonly SignIn[];
  readonly files: readonly WrittenFile[];
}

/**
 * The small set in examples/: three working weeks of one fictitious organisation, each exported another
 * way, with six accounts that an analyst would name and look-alikes. `examples/expected.json` says which;
 * it is written by hand. Paths are relative to examples/.
 */
export function composeExample(): readonly ExampleWeek[] {
  const tenant = composeTenant('examples', {
    name: 'Alder & Finch',
    domain: 'alderfinch.example',
    users: [
      'Mina Okafor',
      'Ravi Sundaram',
      'Leonor Castelo',
      'Jonas Brandt',
      'Hana Sato',
      'Priya Keller',
      'Tiago Marques',
      'Zofia Lind',
      'Daan Visser',
      'Amina Hassan',
      'Uma Novak',
      'Kofi Adeyemi',
      'Filipa Duarte',
      'Hugo Moreau',
      'Nadia Petrov',
    ],
    guests: ['Omar Haddad', 'Chiara Bianchi'],
    servicePrincipals: 1,
    managedIdentities: 1,
  });
  const tell = story(tenant);

  const first = week([
    ...benignSignIns(tenant, { from: '2026-03-02', days: 5, perUserPerDay: 1 }),
    ...tell('risk-remediated', '2026-03-03T18:20:28.420Z', { person: 'Priya Keller' }),
    ...tell('risky-sign-in', '2026-03-04T22:47:45.799Z', { person: 'Ravi Sundaram' }),
    ...tell('failure-with-risk', '2026-03-05T03:12:02.178Z', { person: 'Daan Visser' }),
    ...tell('guest-with-mfa', '2026-03-05T10:30:19.557Z', { person: 'Chiara Bianchi' }),
  ]);
  const second = week([
    ...benignSignIns(tenant, {
      from: '2026-03-09',
      days: 5,
      perUserPerDay: 2,
      categories: ['interactive', 'nonInteractive', 'servicePrincipal', 'managedIdentity'],
    }),
    ...tell('hidden-levels', '2026-03-09T09:05:36.936Z', { person: 'Amina Hassan' }),
    ...tell('password-spray', '2026-03-10T02:14:53.315Z', { person: 'Hana Sato' }),
    ...tell('risk-dismissed', '2026-03-11T19:40:10.694Z', { person: 'Tiago Marques' }),
    ...tell('cross-tenant-single-factor', '2026-03-12T11:08:27.073Z', { person: 'Omar Haddad' }),
    ...tell('confirmed-compromise', '2026-03-12T23:31:44.452Z', { person: 'Mina Okafor' }),
    ...tell('service-principal', '2026-03-13T01:00:01.831Z'),
    ...tell('managed-identity', '2026-03-13T01:30:18.210Z'),
  ]);
  const atTheOffice: Tenant = {
    ...tenant,
    users: tenant.users.filter(({ displayName }) => displayName !== 'Uma Novak'),
  };
  const third = week([
    ...benignSignIns(atTheOffice, { from: '2026-03-16', days: 5, perUserPerDay: 1 }),
    ...tell('traveller', '2026-03-16T08:15:35.589Z', { person: 'Uma Novak' }),
    ...tell('risk-confirmed-safe', '2026-03-17T06:50:52.968Z', { person: 'Zofia Lind' }),
    ...tell('impossible-travel', '2026-03-18T20:05:09.347Z', { person: 'Leonor Castelo' }),
    ...tell('leaked-credentials', '2026-03-19T04:22:26.726Z', { person: 'Jonas Brandt' }),
  ]);

  return [
    exported('Microsoft Graph beta pages', first, 'graph-beta', { pageSize: 30 }),
    exported('Azure Monitor lines, gzip', second, 'azure-monitor-lines', { compression: 'gzip' }),
    exported('Log Analytics CSV', third, 'log-analytics-csv', { workspaceId: tenant.workspaceId }),
  ];
}

/** Tells a scenario about a person of the tenant by display name, from a time on. */
function story(tenant: Tenant) {
  const people: readonly (TenantUser | TenantGuest)[] = [...tenant.users, ...tenant.guests];
  return (
    id: string,
    from: string,
    { person: name }: { readonly person?: string } = {},
  ): readonly SignIn[] => {
    const scenario = signInScenarios.get(id);
    if (scenario === undefined) throw new Error(`no scenario "${id}"`);
    const person = people.find(({ displayName }) => displayName === name);
    if (name !== undefined && person === undefined) throw new Error(`nobody is called ${name}`);
    const options: ScenarioOptions = { at: Date.parse(from), ...(person === undefined ? {} : { person }) };
    return scenario.compose(tenant, options).events;
  };
}

function week(signIns: readonly SignIn[]): readonly SignIn[] {
  return signIns.toSorted(byCreation);
}

function exported(
  title: string,
  signIns: readonly SignIn[],
  shapeId: string,
  options: Parameters<typeof writeSignIns>[2],
): ExampleWeek {
  const files = writeSignIns(shapeId, signIns, options);
  return { title, signIns, files: files.map(({ path, content }) => ({ path: `logs/${path}`, content })) };
}
