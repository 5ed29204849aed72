import { createRandom } from '../random.js';
import { places, type Origin, type Place } from '../places.js';
import type { Stage } from '../stories/story.js';
import { composeTenant, type Tenant, type TenantUser } from '../tenant.js';

/** Monday of the first week. */
export const firstDay = '2026-03-02';

/** The organisation of examples/: thirty people, two guests, three services and a machine. */
export const alderFinch: Tenant = composeTenant('examples', {
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
    'Beatriz Fonseca',
    'Sami Demir',
    'Greta Egger',
    'Bruno Vargas',
    'Laila Ito',
    'Wim Jansen',
    'Ines Teixeira',
    'Emeka Ramos',
    'Noor Yilmaz',
    'Vera Kovac',
    'Caio Silva',
    'Rosa Meier',
    'Luca Rossi',
    'Yara Gruber',
    'Ivo Baumann',
  ],
  guests: ['Omar Haddad', 'Chiara Bianchi'],
  servicePrincipals: 3,
  managedIdentities: 1,
});

/** A member by display name; nobody of that name is an error of the caller. */
export function member(name: string): TenantUser {
  const found = alderFinch.users.find(({ displayName }) => displayName === name);
  if (found === undefined) throw new Error(`nobody at ${alderFinch.name} is called ${name}`);
  return found;
}

/** Those who write the software: they have accounts at GitHub and roles in AWS. */
export const engineers: readonly TenantUser[] = [
  'Mina Okafor',
  'Ravi Sundaram',
  'Nadia Petrov',
  'Sami Demir',
  'Wim Jansen',
].map(member);

/** The stage of one part of the example; each part draws from a sequence of its own. Day 0 is `firstDay`. */
export function openExample(part: string): Stage {
  const midnight = Date.parse(`${firstDay}T00:00:00Z`);
  return {
    tenant: alderFinch,
    random: createRandom(`example/${part}`),
    when: (day, hour, minute = 0, second = 0) =>
      midnight + day * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000,
    person: (index) => {
      const person = alderFinch.users[index];
      if (person === undefined) throw new Error(`the tenant has no person ${index}`);
      return person;
    },
  };
}

/** The working days of three weeks, day 0 being the first. */
export const workingDays: readonly number[] = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18];

const bucharest: Place = {
  city: 'București',
  state: 'București',
  countryOrRegion: 'RO',
  latitude: 44.43,
  longitude: 26.1,
};

/** Where the intruder of the story comes from: the phishing page, a rented household's line, a rented machine. */
export const intruder = {
  relay: { ipAddress: '203.0.113.61', autonomousSystemNumber: 64512, place: places.germany },
  line: { ipAddress: '203.0.113.152', autonomousSystemNumber: 64514, place: bucharest },
  machine: { ipAddress: '203.0.113.90', autonomousSystemNumber: 64513, place: places.amsterdam },
  machineOverIpv6: { ipAddress: '2001:db8:bad::90', autonomousSystemNumber: 64513, place: places.amsterdam },
} as const satisfies Readonly<Record<string, Origin>>;

/** The company's VPN comes out at Toronto. */
export const vpnExit: Origin = {
  ipAddress: '198.51.100.250',
  autonomousSystemNumber: 64496,
  place: places.toronto,
};

/** Where Uma Novak stays in the third week. */
export const hotel: Origin = {
  ipAddress: '198.51.100.195',
  autonomousSystemNumber: 64507,
  place: places.singapore,
};
