import { csvText } from '../containers/csv.js';
import { createRandom } from '../random.js';
import type { StoryLogs } from '../stories/story-logs.js';
import type { Stage, StoryContext } from '../stories/story.js';
import { composeTenant } from '../tenant.js';
import type { Tenant, TenantGuest } from '../tenant.js';
import { awsMachines, guardDutyFindings } from './aws-machines.js';
import { awsPeople } from './aws-people.js';
import { azureOperations, graphRequests, storageWork } from './azure-work.js';
import { codeWork } from './code-work.js';
import { directoryChanges } from './directory-changes.js';
import { gcpWork } from './gcp-work.js';
import { judged } from './identity-protection.js';
import { machineSignIns } from './machine-sign-ins.js';
import { dropboxEvents, sendGridEvents, twilioEvents } from './marketing.js';
import { companyNetworks } from './networks.js';
import type { NoiseDay, ServiceUsers } from './noise-day.js';
import { officeEvents } from './office-events.js';
import { composeResidents } from './residents.js';
import type { Resident } from './residents.js';
import { dayOf } from './seats.js';
import { peopleSignIns } from './sign-ins.js';
import { oktaEvents, workspaceActivities } from './subsidiary.js';

export interface NoiseOptions {
  readonly seed: string | number;
  /** Midnight of the first day: milliseconds since 1970 (UTC). */
  readonly at: number;
  /** Default 500. */
  readonly users?: number;
  /** Default 30. */
  readonly days?: number;
  /** About how many events; default about 26 for each user and day. */
  readonly events?: number;
}

/** A month in which nothing happens: what an organisation's logs hold, and what it knows beside them. */
export interface Noise {
  readonly users: number;
  readonly days: number;
  readonly staff: readonly Resident[];
  readonly context: StoryContext;
  /** Each day's logs, composed when they are asked for: memory holds one day. */
  readonly logs: () => Generator<{ readonly date: string; readonly logs: StoryLogs }, void, undefined>;
}

/** What a user leaves on a day (weekends among them) however busy, and what twice as busy a life doubles. */
const EVENTS = { steady: 9, busy: 17 } as const;

const DAY = 86_400_000;

/**
 * Composes a tenant's life in all services without any attack, with what makes benign logs awkward: journeys (some of
 * which the travel desk does not know), company exits and private tunnels, carriers' gateways, addresses without a
 * place, leases that end, new telephones and colleagues, mistyped passwords and missed prompts, old mail programs,
 * builds on hosted machines, backups that read everything, a scanner, administrators, partners with a single factor.
 * The seed and the options decide every byte.
 */
export function composeNoise({ seed, at, users = 500, days = 30, events }: NoiseOptions): Noise {
  const tenant = withPartners(
    composeTenant(seed, {
      users: users + 2,
      guests: Math.max(2, Math.round(users / 20)),
      servicePrincipals: 8,
      managedIdentities: 6,
    }),
  );
  const [backup, scanner, ...members] = tenant.users;
  if (backup === undefined || scanner === undefined) throw new Error('the tenant has no users');
  const machines: ServiceUsers = {
    backup: {
      ...backup,
      displayName: 'Backup',
      principalName: `svc-backup@${tenant.domain}`,
      requiresMfa: false,
    },
    scanner: {
      ...scanner,
      displayName: 'Scanners',
      principalName: `svc-scan@${tenant.domain}`,
      requiresMfa: false,
    },
  };
  const staff = composeResidents({ ...tenant, users: members }, days);
  const midnight = Math.floor(at / DAY) * DAY;
  const rate =
    events === undefined ? 1 : Math.max(0.05, (events / users / days - EVENTS.steady) / EVENTS.busy);
  const dateOf = (day: number): string => new Date(midnight + day * DAY).toISOString().slice(0, 10);
  return {
    users,
    days,
    staff,
    context: contextOf(tenant, staff, machines, dateOf),
    logs: function* () {
      for (let index = 0; index < days; index += 1) {
        const weekend = [0, 6].includes(new Date(midnight + index * DAY).getUTCDay());
        const day: NoiseDay = {
          tenant,
          index,
          weekend,
          people: staff.flatMap((resident) => dayOf(resident, index, weekend) ?? []),
          staff,
          guests: tenant.guests,
          machines,
          rate,
          machineRate: (rate * users) / 500,
          stageFor: (service) => stageOf(tenant, midnight, `${service}/${index}`),
        };
        yield { date: dateOf(index), logs: logsOf(day) };
      }
    },
  };
}

function logsOf(day: NoiseDay): StoryLogs {
  const storage = storageWork(day);
  const { signIns, risks } = judged(day, [...peopleSignIns(day), ...machineSignIns(day), ...storage.signIns]);
  return {
    signIns,
    risks,
    directoryChanges: directoryChanges(day),
    officeEvents: officeEvents(day),
    storageRequests: storage.requests,
    azureOperations: azureOperations(day),
    graphRequests: graphRequests(day),
    cloudTrail: [...awsPeople(day), ...awsMachines(day)],
    guardDuty: guardDutyFindings(day),
    gitHub: codeWork(day),
    okta: oktaEvents(day),
    workspace: workspaceActivities(day),
    gcp: gcpWork(day),
    dropbox: dropboxEvents(day),
    sendGrid: sendGridEvents(day),
    twilio: twilioEvents(day),
  };
}

/** What IT keeps: the journeys that were registered, the company's networks, its service accounts, its partners. */
function contextOf(
  tenant: Tenant,
  staff: readonly Resident[],
  { backup, scanner }: ServiceUsers,
  dateOf: (day: number) => string,
): StoryContext {
  const table = (columns: string, rows: readonly (readonly string[])[]): string =>
    csvText([columns.split(' '), ...rows], '\n');
  const journeys = staff.flatMap(({ user, journeys: own }) =>
    own
      .filter(({ registered }) => registered)
      .map(({ from, to, destination }) => [
        user.principalName,
        dateOf(from),
        dateOf(to),
        destination.place.countryOrRegion,
      ]),
  );
  const accounts = [
    backup.principalName,
    scanner.principalName,
    'tailspin-ci',
    'tailspin-search',
    ...awsServiceUsers,
  ];
  const partners = new Map(tenant.guests.map((guest) => [guest.homeTenantId, guest.homeTenantName]));
  return {
    watchlists: {
      travel: table('user from to country', journeys),
      'corporate-egress': table('cidr label', companyNetworks),
      'service-accounts': table(
        'account type owner source purpose',
        accounts.map((account) => [account, 'service', 'IT', '', 'automation']),
      ),
      'partner-tenants': table(
        'tenant_id name domain',
        [...partners].slice(0, -1).map(([id, name]) => [id, name, `${name.toLowerCase()}.example`]),
      ),
    },
  };
}

const awsServiceUsers = ['ci-deploy', 'backup', 'newsletter', 'reporting-export'].map(
  (name) => `arn:aws:iam::111122223333:user/${name}`,
);

/** Guests of three partners; the last one is new, and IT has not listed it yet. */
function withPartners(tenant: Tenant): Tenant {
  const random = createRandom(`noise/${tenant.seed}/partners`);
  const partners = ['Fabrikam', 'Northwind', 'Contoso'].map((homeTenantName) => ({
    homeTenantName,
    homeTenantId: random.guid(),
  }));
  return {
    ...tenant,
    guests: tenant.guests.map((guest, index): TenantGuest => {
      const partner = partners[index % 10 === 9 ? 2 : index % 2];
      if (partner === undefined) throw new Error('there is no such partner');
      const [local = ''] = guest.principalName.split('@');
      return {
        ...guest,
        ...partner,
        principalName: `${local}@${partner.homeTenantName.toLowerCase()}.example`,
      };
    }),
  };
}

function stageOf(tenant: Tenant, midnight: number, label: string): Stage {
  return {
    tenant,
    random: createRandom(`noise/${tenant.seed}/${label}`),
    when: (day, hour, minute = 0, second = 0) =>
      midnight + day * DAY + hour * 3_600_000 + minute * 60_000 + second * 1000,
    person: () => {
      throw new Error('the noise tenant has no cast');
    },
  };
}
