import { attackerOrigins } from '../places.js';
import { createRandom } from '../random.js';
import type { Random } from '../random.js';
import type { Tenant, TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { AlertEvent, AlertEvidence, AlertService } from './alert-event.js';

interface Cause {
  readonly service: AlertService;
  readonly prefix: string;
  readonly detectorId: string;
  readonly title: string;
  readonly category: string;
  readonly severity: AlertEvent['severity'];
  readonly techniques: readonly string[];
  /** How long after the activity the alert was raised. */
  readonly delay: number;
  readonly evidenceOf: (user: TenantUser, random: Random) => readonly AlertEvidence[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What the services say of a compromised account: of its sign-ins, of its sessions, and of its computer. */
const causes: readonly Cause[] = [
  {
    service: 'identityProtection',
    prefix: 'ad',
    detectorId: 'AnonymousLogin',
    title: 'Anonymous IP address',
    category: 'InitialAccess',
    severity: 'Medium',
    techniques: ['T1078', 'T1078.004'],
    delay: 7 * MINUTE,
    evidenceOf: (user, random) => [account(user, random), address(attackerOrigins.hosting)],
  },
  {
    service: 'cloudApps',
    prefix: 'ca',
    detectorId: 'MCAS_ALERT_ANUBIS_DETECTION_VELOCITY',
    title: 'Impossible travel activity',
    category: 'InitialAccess',
    severity: 'High',
    techniques: ['T1078'],
    delay: 3 * HOUR,
    evidenceOf: (user, random) => [
      account(user, random),
      address(user.office),
      address(attackerOrigins.hosting),
      { kind: 'application', appId: 20893, displayName: 'Microsoft Exchange Online' },
    ],
  },
  {
    service: 'endpoint',
    prefix: 'da',
    detectorId: 'e0da400f-affd-43ef-b1d5-afc2eb6f2756',
    title: 'Suspicious PowerShell command line',
    category: 'Execution',
    severity: 'Low',
    techniques: ['T1059.001'],
    delay: MINUTE,
    evidenceOf: (user, random) => [
      account(user, random),
      { kind: 'device', id: hex(random, 40), name: `pc-${user.principalName.replace('@', '.')}` },
      {
        kind: 'process',
        commandLine: 'powershell.exe -enc "SQBFAFgA", -nop',
        fileName: 'powershell.exe',
        folder: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
        sha1: hex(random, 40),
        sha256: hex(random, 64),
        fileSize: 450_560,
      },
    ],
  },
];

/** Alerts on the people of a tenant: each has one of the three, some are worked on or closed. */
export function composeAlerts(tenant: Tenant, at: number): readonly AlertEvent[] {
  const random = createRandom(`${tenant.seed}/alerts`);
  const statuses = ['New', 'New', 'InProgress', 'Resolved'] as const;
  return tenant.users.flatMap((user, person): readonly AlertEvent[] => {
    const cause = causes[person % causes.length];
    if (cause === undefined) return [];
    const first = at + person * 5_400_000;
    const providerId = hex(random, 32);
    return [
      {
        id: `${cause.prefix}${providerId}`,
        providerId,
        systemId: random.guid(),
        incidentId: String(random.integer(90_000) + 10_000),
        tenantId: tenant.id,
        service: cause.service,
        detectorId: cause.detectorId,
        title: cause.title,
        description: `${cause.title}: ${user.displayName}, "${user.principalName}".`,
        category: cause.category,
        severity: cause.severity,
        techniques: cause.techniques,
        status: statuses[person % statuses.length] ?? 'New',
        firstActivity: instant(first, random.integer(9999) + 1),
        lastActivity: instant(first + 4 * MINUTE, random.integer(9999) + 1),
        created: instant(first + cause.delay, random.integer(9999) + 1),
        evidence: cause.evidenceOf(user, random),
      },
    ];
  });
}

function account(user: TenantUser, random: Random): AlertEvidence {
  const [accountName = ''] = user.principalName.split('@');
  return {
    kind: 'user',
    accountName,
    domainName: '',
    sid: `S-1-12-1-${random.integer(4_000_000_000)}-${random.integer(4_000_000_000)}`,
    objectId: user.id,
    userPrincipalName: user.principalName,
    displayName: user.displayName,
  };
}

function address(origin: {
  readonly ipAddress: string;
  readonly place: { readonly countryOrRegion: string };
}): AlertEvidence {
  return { kind: 'ip', address: origin.ipAddress, country: origin.place.countryOrRegion };
}

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => random.integer(16).toString(16)).join('');
}
