import { places, type Origin, type Place } from './places.js';
import { createRandom, type Random } from './random.js';
import type { ConditionalAccessPolicy, SignInDevice, SignInManagedIdentity, SignInUser } from './sign-in.js';

/** A fictitious organisation: who works there, from where, on what. */
export interface Tenant {
  readonly seed: string;
  /** Directory (tenant) id. */
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** Log Analytics workspace; its tables call this `TenantId`. */
  readonly workspaceId: string;
  readonly offices: readonly Origin[];
  readonly users: readonly TenantUser[];
  readonly guests: readonly TenantGuest[];
  readonly servicePrincipals: readonly TenantServicePrincipal[];
  readonly managedIdentities: readonly TenantManagedIdentity[];
  /** The policy that asks for a second factor. */
  readonly mfaPolicy: ConditionalAccessPolicy;
}

export interface TenantUser extends SignInUser {
  readonly type: 'member';
  /** True when the tenant asks this user for a second factor. */
  readonly requiresMfa: boolean;
  readonly office: Origin;
  readonly home: Origin;
  readonly mobile: Origin;
  readonly computer: SignInDevice;
  readonly phone: SignInDevice;
  readonly userAgent: string;
  readonly phoneUserAgent: string;
}

/** A person of a partner who is invited: their account lives in another tenant. */
export interface TenantGuest extends Omit<TenantUser, 'type'> {
  readonly type: 'guest';
  readonly homeTenantId: string;
  readonly homeTenantName: string;
}

export interface TenantServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly credentialKeyId: string;
  readonly origin: Origin;
}

export interface TenantManagedIdentity {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly identity: SignInManagedIdentity;
}

export interface TenantOptions {
  readonly name?: string;
  /** Must end in `.example`. */
  readonly domain?: string;
  /** How many members (default 24), or their display names, `First Last`. */
  readonly users?: number | readonly string[];
  /** How many guests (default 2), or their display names. */
  readonly guests?: number | readonly string[];
  readonly servicePrincipals?: number;
  readonly managedIdentities?: number;
}

/** Composes a tenant; the same seed and options give the same tenant. */
export function composeTenant(seed: string | number, options: TenantOptions = {}): Tenant {
  const random = createRandom(`tenant/${seed}`);
  const domain = options.domain ?? 'tailspin.example';
  if (!domain.endsWith('.example')) throw new Error(`tenant domain ${domain} must end in .example`);
  const name = options.name ?? 'Tailspin Toys';
  const id = random.guid();
  const offices: readonly Origin[] = [
    { ipAddress: '192.0.2.10', autonomousSystemNumber: 64496, place: places.lisbon },
    { ipAddress: '192.0.2.20', autonomousSystemNumber: 64496, place: places.zurich },
    { ipAddress: '192.0.2.30', autonomousSystemNumber: 64496, place: places.toronto },
  ];
  const taken = new Set<string>();
  const compose = (at: string, names: number | readonly string[], from: number): readonly Person[] =>
    Array.from({ length: typeof names === 'number' ? names : names.length }, (_, index) =>
      composePerson(
        random,
        at,
        offices,
        from + index,
        taken,
        typeof names === 'number' ? undefined : names[index],
      ),
    );
  const users = compose(domain, options.users ?? 24, 0).map((person): TenantUser => ({
    ...person,
    type: 'member',
  }));
  const partner = { homeTenantId: random.guid(), homeTenantName: 'Fabrikam' };
  const guests = compose('fabrikam.example', options.guests ?? 2, users.length).map(
    (person): TenantGuest => ({ ...person, ...partner, type: 'guest' }),
  );
  return {
    seed: String(seed),
    id,
    name,
    domain,
    workspaceId: random.guid(),
    offices,
    users,
    guests,
    servicePrincipals: Array.from({ length: options.servicePrincipals ?? 3 }, (_, index) => ({
      id: random.guid(),
      appId: random.guid(),
      displayName: SERVICE_NAMES[index % SERVICE_NAMES.length]! + suffix(index, SERVICE_NAMES.length),
      credentialKeyId: random.guid(),
      origin: {
        ipAddress: `198.51.100.${200 + (index % 50)}`,
        autonomousSystemNumber: 64501,
        place: places.amsterdam,
      },
    })),
    managedIdentities: Array.from({ length: options.managedIdentities ?? 2 }, (_, index) => {
      const displayName = MACHINE_NAMES[index % MACHINE_NAMES.length]! + suffix(index, MACHINE_NAMES.length);
      return {
        id: random.guid(),
        appId: random.guid(),
        displayName,
        identity: {
          type: 'systemAssigned',
          associatedResourceId: `/subscriptions/${random.guid()}/resourcegroups/production/providers/Microsoft.Compute/virtualMachines/${displayName}`,
        },
      };
    }),
    mfaPolicy: {
      id: random.guid(),
      displayName: 'Require a second factor',
      enforcedGrantControls: ['Mfa'],
      enforcedSessionControls: [],
      result: 'success',
    },
  };
}

type Person = Omit<TenantUser, 'type'>;

function composePerson(
  random: Random,
  domain: string,
  offices: readonly Origin[],
  index: number,
  taken: Set<string>,
  name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
): Person {
  const plain = name.replaceAll(' ', '.').toLowerCase();
  let local = plain;
  for (let repeat = 2; taken.has(local); repeat++) local = `${plain}${repeat}`;
  taken.add(local);
  const office = random.pick(offices);
  const platform = random.pick(PLATFORMS);
  const handset = random.pick(HANDSETS);
  const managed = random.chance(0.8);
  return {
    id: random.guid(),
    displayName: name,
    principalName: `${local}@${domain}`,
    requiresMfa: random.chance(0.7),
    office,
    home: homeOrigin(random, office.place, index),
    mobile: {
      ipAddress: `2001:db8:${(0x5000 + (index & 0xfff)).toString(16)}::${(random.integer(0xfffe) + 1).toString(16)}`,
      autonomousSystemNumber: 64498,
      place: office.place,
    },
    computer: {
      deviceId: random.guid(),
      displayName: `${domain.slice(0, 3).toUpperCase()}-LT-${String(index + 1).padStart(4, '0')}`,
      operatingSystem: platform.system,
      browser: platform.browser,
      isCompliant: managed,
      isManaged: managed,
      trustType: managed ? 'Azure AD joined' : 'Azure AD registered',
    },
    phone: {
      deviceId: '',
      displayName: '',
      operatingSystem: handset.system,
      browser: handset.browser,
      isCompliant: false,
      isManaged: false,
      trustType: '',
    },
    userAgent: platform.agent,
    phoneUserAgent: handset.agent,
  };
}

function homeOrigin(random: Random, place: Place, index: number): Origin {
  const overIpv4 = random.chance(0.6);
  return {
    ipAddress: overIpv4
      ? `198.51.100.${1 + (index % 180)}`
      : `2001:db8:${(0x1000 + (index & 0xfff)).toString(16)}:1::${(random.integer(0xfffe) + 1).toString(16)}`,
    autonomousSystemNumber: 64497,
    place,
  };
}

function suffix(index: number, names: number): string {
  return index < names ? '' : `-${Math.floor(index / names) + 1}`;
}

const FIRST_NAMES = (
  'Ada Amina Anouk Beatriz Bruno Caio Chiara Daan Elif Emeka Fatima Filipa Greta Hana Hugo Ines Ivo Jana Jonas Kofi ' +
  'Laila Leonor Luca Mara Mateus Mina Nadia Noor Omar Paula Priya Quim Ravi Rosa Sami Tiago Uma Vera Wim Yara Zofia'
).split(' ');

const LAST_NAMES = (
  'Adeyemi Almeida Baumann Bianchi Brandt Carvalho Castelo Demir Duarte Egger Fonseca Gruber Hassan Ito Jansen Keller ' +
  'Kovac Lind Marques Meier Moreau Nakamura Novak Okafor Oliveira Petrov Pires Ramos Rossi Sato Silva Sundaram Tanaka ' +
  'Teixeira Ueda Vargas Visser Weber Yilmaz Zeller'
).split(' ');

const SERVICE_NAMES = ['build-deploy', 'invoice-sync', 'backup-export', 'hr-import'];

const MACHINE_NAMES = ['vm-web-01', 'vm-batch-01', 'func-orders'];

const CHROMIUM = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

const PLATFORMS = [
  {
    system: 'Windows10',
    browser: 'Edge 141.0.0',
    agent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROMIUM} Edg/141.0.0.0`,
  },
  {
    system: 'Windows10',
    browser: 'Chrome 141.0.0',
    agent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROMIUM}`,
  },
  {
    system: 'MacOs',
    browser: 'Chrome 141.0.0',
    agent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROMIUM}`,
  },
];

const HANDSETS = [
  {
    system: 'Ios 18.6',
    browser: 'Mobile Safari',
    agent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  },
  {
    system: 'Android',
    browser: 'Chrome Mobile 141.0.0',
    agent:
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
  },
];
