import {
  attackerOrigins,
  composeTenant,
  composeUserSignIn,
  createRandom,
  noRisk,
  places,
} from '@interloper/emulate';
import type { Origin, SignIn, SignInRisk, TenantGuest, TenantUser } from '@interloper/emulate';
import type { AlertSeverity } from '@interloper/detect';

/**
 * The eight classes of false positives that the two published queries for T1586.003 name, four each, as sign-ins: what
 * looks like a compromise, and what the same account shows when it is one. The entries that explain the first are those
 * of docs/exclusions.example.yml.
 */
export interface FalsePositiveClass {
  readonly name: string;
  /** The language of the query that names the class. */
  readonly language: 'kql' | 'spl';
  readonly account: string;
  /** The entry's reason. */
  readonly reason: string;
  readonly lookAlike: readonly SignIn[];
  /** An alert of its own, days later: what must stay, and what it shows. */
  readonly compromise: Signs;
  /** In the same alert as a look-alike: the whole alert stays. */
  readonly among: Signs;
  /** An administrator has confirmed a sign-in that is like the look-alikes in everything else. */
  readonly confirmed: SignIn;
  /** True when the entry speaks of that one, too, and is refused; false when its indicators leave it out. */
  readonly refused: boolean;
}

interface Signs {
  readonly signIn: SignIn;
  readonly severity: AlertSeverity;
  readonly why: readonly string[];
}

const tenant = composeTenant('false positives', {
  users: ['Ines Prata', 'Otto Brandt', 'Build Robot', 'Sven Dahl', 'Mara Lindt', 'Kai Voss', 'Deploy Robot'],
  guests: ['Lena Fabri'],
});
const [traveller, viaVpn, builder, colleague, seconded, viaProvider, deployer] = tenant.users;
const [guest] = tenant.guests;

const PARTNER = 'b0a9c8d7-1e2f-4a3b-8c4d-5e6f7a8b9c0d';

/** What the organisation knows, as the files that a user gives. */
export const watchlists: Readonly<Record<string, string>> = {
  travel: 'user,from,to,country\nines.prata@tailspin.example,2026-03-03,2026-03-20,JP\n',
  'corporate-egress': 'cidr,label\n198.51.100.240/28,VPN\n',
  'service-accounts':
    'account,type,owner,source,purpose\nbuild.robot@tailspin.example,user,build@tailspin.example,198.51.100.64/27,builds\n',
  'partner-tenants': `tenant_id,name,domain\n${PARTNER},Northwind,northwind.example\n${guest?.homeTenantId ?? ''},Fabrikam,fabrikam.example\n`,
};

const osaka: Origin = { ipAddress: '198.51.100.195', autonomousSystemNumber: 64507, place: places.osaka };
const singapore: Origin = {
  ipAddress: '198.51.100.21',
  autonomousSystemNumber: 64508,
  place: places.singapore,
};
const vpn: Origin = { ipAddress: '198.51.100.244', autonomousSystemNumber: 64506, place: places.germany };
const provider: Origin = {
  ipAddress: '198.51.100.178',
  autonomousSystemNumber: 64509,
  place: places.germany,
};
const agent = (last: number): Origin => ({
  ipAddress: `198.51.100.${last}`,
  autonomousSystemNumber: 64501,
  place: places.amsterdam,
});

type Person = TenantUser | TenantGuest | undefined;

/** A successful sign-in on a day of March 2026. */
function signIn(
  person: Person,
  day: number,
  origin: Origin,
  risk: Partial<SignInRisk> = {},
  changes: Partial<SignIn> = {},
): SignIn {
  if (person === undefined) throw new Error('the tenant lacks somebody');
  return composeUserSignIn(
    tenant,
    person,
    createRandom(`${person.principalName} ${day} ${origin.ipAddress}`),
    {
      at: Date.parse('2026-03-01T09:00:00Z') + (day - 1) * 86_400_000,
      origin,
      changes: { risk: { ...noRisk, ...risk }, ...changes },
    },
  );
}

/** A risk that is open at medium level. */
function open(...eventTypes: readonly string[]): Partial<SignInRisk> {
  return { levelDuringSignIn: 'medium', levelAggregated: 'medium', state: 'atRisk', eventTypes };
}

const confirmed: Partial<SignInRisk> = { state: 'confirmedCompromised', levelAggregated: 'high' };

function shows(sign: SignIn, ...types: readonly string[]): Signs {
  const why = ['HighRiskSignIn', 'OpenRisk', ...types.map((type) => `RiskEvent:${type}`)];
  return { signIn: sign, severity: types.includes('leakedCredentials') ? 'high' : 'medium', why };
}

/** Let in with a single factor, across tenants. */
const singleFactor: Partial<SignIn> = {
  authentication: {
    requirement: 'singleFactorAuthentication',
    requirementPolicies: [],
    steps: [],
    methodsUsed: [],
    processingDetails: [],
    protocol: 'none',
  },
};

const inTenant = (tenantId: string): Partial<SignIn> => ({
  ...singleFactor,
  resource: {
    id: '00000003-0000-0000-c000-000000000000',
    displayName: 'Microsoft Graph',
    servicePrincipalId: '',
    tenantId,
    ownerTenantId: null,
  },
});

const STRANGER = '5f4e3d2c-1b0a-4998-8776-655443322110';

export const classes: readonly FalsePositiveClass[] = [
  {
    name: 'business travel',
    language: 'kql',
    account: 'ines.prata@tailspin.example',
    reason: 'On a registered trip',
    lookAlike: [
      signIn(traveller, 4, osaka, open('impossibleTravel', 'unfamiliarFeatures')),
      signIn(traveller, 5, osaka, open('unlikelyTravel')),
    ],
    // During the trip, from a third country.
    compromise: shows(
      signIn(traveller, 9, attackerOrigins.farAway, open('impossibleTravel')),
      'impossibleTravel',
    ),
    // In the country of the trip, with what travel does not raise.
    among: shows(
      signIn(traveller, 4, { ...osaka, ipAddress: '203.0.113.9' }, open('leakedCredentials')),
      'leakedCredentials',
    ),
    confirmed: signIn(traveller, 12, osaka, { ...confirmed, eventTypes: ['impossibleTravel'] }),
    refused: false,
  },
  {
    name: 'company VPN and proxies',
    language: 'kql',
    account: 'otto.brandt@tailspin.example',
    reason: 'Behind one of our own exits',
    lookAlike: [
      signIn(viaVpn, 4, vpn, open('anonymizedIPAddress')),
      signIn(viaVpn, 6, { ...vpn, ipAddress: '198.51.100.251' }, open('unfamiliarFeatures')),
    ],
    compromise: shows(
      signIn(viaVpn, 9, attackerOrigins.anonymizer, open('anonymizedIPAddress')),
      'anonymizedIPAddress',
    ),
    among: shows(
      signIn(viaVpn, 4, attackerOrigins.residentialProxy, open('unfamiliarFeatures')),
      'unfamiliarFeatures',
    ),
    confirmed: signIn(viaVpn, 12, vpn, confirmed),
    refused: true,
  },
  {
    name: 'service accounts and pipelines on hosted build agents',
    language: 'kql',
    account: 'build.robot@tailspin.example',
    reason: 'A pipeline on our build agents',
    lookAlike: [
      signIn(builder, 4, agent(70), open('unfamiliarFeatures')),
      signIn(builder, 5, agent(81), open('riskyIPAddress')),
    ],
    compromise: shows(signIn(builder, 9, attackerOrigins.hosting, open('riskyIPAddress')), 'riskyIPAddress'),
    among: shows(signIn(builder, 4, agent(97), open('unfamiliarFeatures')), 'unfamiliarFeatures'),
    confirmed: signIn(builder, 12, agent(70), confirmed),
    refused: true,
  },
  {
    name: 'collaboration in a partner’s tenant with a single factor',
    language: 'kql',
    account: 'sven.dahl@tailspin.example',
    reason: 'Collaboration with a partner, in their tenant',
    lookAlike: [4, 5, 6].map((day) => signIn(colleague, day, agent(3), {}, inTenant(PARTNER))),
    // Into a tenant that is no partner's.
    compromise: {
      signIn: signIn(colleague, 9, attackerOrigins.hosting, {}, inTenant(STRANGER)),
      severity: 'low',
      why: ['CrossTenantMFABypass'],
    },
    // Into the partner's tenant, with a risk beside the single factor.
    among: {
      signIn: signIn(colleague, 4, attackerOrigins.farAway, open('anomalousToken'), inTenant(PARTNER)),
      severity: 'medium',
      why: ['CrossTenantMFABypass', 'HighRiskSignIn', 'OpenRisk', 'RiskEvent:anomalousToken'],
    },
    confirmed: signIn(colleague, 12, agent(3), confirmed, inTenant(PARTNER)),
    refused: false,
  },
  {
    name: 'business travellers who stay abroad',
    language: 'spl',
    account: 'mara.lindt@tailspin.example',
    reason: 'Seconded to the office in Singapore',
    lookAlike: [
      signIn(seconded, 4, singapore, open('impossibleTravel')),
      signIn(seconded, 5, singapore, open('unfamiliarFeatures')),
    ],
    compromise: shows(
      signIn(seconded, 9, attackerOrigins.farAway, open('impossibleTravel')),
      'impossibleTravel',
    ),
    among: shows(
      signIn(seconded, 4, attackerOrigins.residentialProxy, open('unfamiliarFeatures')),
      'unfamiliarFeatures',
    ),
    confirmed: signIn(seconded, 12, singapore, { ...confirmed, eventTypes: ['impossibleTravel'] }),
    refused: false,
  },
  {
    name: 'VPN exits that count as anonymisers',
    language: 'spl',
    account: 'kai.voss@tailspin.example',
    reason: 'Dedicated exits of our VPN provider',
    lookAlike: [
      signIn(viaProvider, 4, provider, open('anonymizedIPAddress')),
      signIn(viaProvider, 6, { ...provider, ipAddress: '2001:db8:77::a1' }, open('riskyIPAddress')),
    ],
    // The next address to the rented ones is somebody else's.
    compromise: shows(
      signIn(viaProvider, 9, { ...provider, ipAddress: '198.51.100.184' }, open('anonymizedIPAddress')),
      'anonymizedIPAddress',
    ),
    among: shows(
      signIn(viaProvider, 4, { ...provider, ipAddress: '198.51.100.179' }, open('leakedCredentials')),
      'leakedCredentials',
    ),
    confirmed: signIn(viaProvider, 12, provider, confirmed),
    refused: false,
  },
  {
    name: 'service accounts at a hosting provider',
    language: 'spl',
    account: 'deploy.robot@tailspin.example',
    reason: 'Deployment from the hosting provider',
    lookAlike: [
      signIn(deployer, 4, agent(98), open('maliciousIPAddress')),
      signIn(deployer, 5, agent(110), open('unfamiliarFeatures')),
    ],
    compromise: shows(
      signIn(deployer, 9, attackerOrigins.hosting, open('maliciousIPAddress')),
      'maliciousIPAddress',
    ),
    among: shows(signIn(deployer, 4, agent(99), open('passwordSpray')), 'passwordSpray'),
    confirmed: signIn(deployer, 12, agent(98), confirmed),
    refused: false,
  },
  {
    name: 'guests of a federated partner under an old policy',
    language: 'spl',
    account: guest?.principalName ?? '',
    reason: 'Guests of a partner under the old policy',
    lookAlike: [4, 5, 6].map((day) => signIn(guest, day, guest?.office ?? osaka, {}, singleFactor)),
    compromise: {
      signIn: signIn(guest, 9, attackerOrigins.farAway, open('leakedCredentials'), singleFactor),
      severity: 'high',
      why: ['CrossTenantMFABypass', 'HighRiskSignIn', 'OpenRisk', 'RiskEvent:leakedCredentials'],
    },
    among: {
      signIn: signIn(guest, 4, attackerOrigins.residentialProxy, open('anomalousToken'), singleFactor),
      severity: 'medium',
      why: ['CrossTenantMFABypass', 'HighRiskSignIn', 'OpenRisk', 'RiskEvent:anomalousToken'],
    },
    confirmed: signIn(guest, 12, guest?.office ?? osaka, confirmed, singleFactor),
    refused: false,
  },
];
