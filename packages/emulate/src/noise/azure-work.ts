import type { ActivityEvent } from '../azure-activity/activity-event.js';
import { draftAzureMachine, draftAzureOperation } from '../azure-activity/draft.js';
import { draftStorageRequest, draftStorageSweep, storageToken } from '../azure-storage/draft.js';
import type { StorageEvent } from '../azure-storage/storage-event.js';
import { composeServicePrincipalSignIn, composeUserSignIn } from '../compose-sign-in.js';
import type { GraphRequestEvent } from '../graph-activity/request-event.js';
import type { SignIn } from '../sign-in.js';
import { codeApplications } from '../stories/device-code.js';
import type { Stage } from '../stories/story.js';
import { instant } from '../time.js';
import { officeHour, seatsAt, times, within, working } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import { originIn, runners, serverRoom } from './networks.js';
import { sessionOf } from './residents.js';

const AZCOPY = 'AzCopy/10.27.1 Azure-Storage/0.15 (go1.23.1; linux)';
const EXPLORER = 'Microsoft Azure Storage Explorer, 1.38.0, win32';

/** Requests to storage, and the sign-ins that gave their tokens. */
export function storageWork(day: NoiseDay): {
  readonly requests: readonly StorageEvent[];
  readonly signIns: readonly SignIn[];
} {
  const stage = day.stageFor('storage');
  const { random, tenant, when } = stage;
  const [build, , nightly] = tenant.servicePrincipals;
  const requests: StorageEvent[] = [];
  const signIns: SignIn[] = [];
  // The backup reads everything from its server every night; a job of the night from a machine inside the network.
  const backup = {
    ipAddress: serverRoom.ipAddress,
    userAgent: AZCOPY,
    identity: storageToken(stage, day.machines.backup),
  };
  requests.push(
    ...draftStorageSweep(stage, backup, when(day.index, 2, 5), {
      container: 'reports',
      blobs: times(random, 250 * day.machineRate),
    }),
  );
  if (nightly !== undefined) {
    const caller = {
      ipAddress: '10.20.4.7',
      userAgent: 'azsdk-python-storage-blob/12.24.0',
      identity: storageToken(stage, nightly),
    };
    for (let hour = 0; hour < 24; hour += 1) {
      requests.push(
        draftStorageRequest(stage, caller, when(day.index, hour, 20), {
          operation: 'GetBlob',
          blob: `intake/${hour}.json`,
        }),
        draftStorageRequest(stage, caller, when(day.index, hour, 21), {
          operation: 'PutBlob',
          blob: `curated/${hour}.parquet`,
        }),
      );
    }
  }
  // A build on hosted machines: each run signs in from its own address and copies from there.
  if (build !== undefined) {
    for (let run = times(random, 6 * day.machineRate); run > 0; run -= 1) {
      const at = when(day.index, random.integer(24), random.integer(60));
      const origin = originIn(runners, random);
      signIns.push(composeServicePrincipalSignIn(tenant, build, random, { at: at - 40_000, origin }));
      requests.push(
        ...draftStorageSweep(
          stage,
          { ipAddress: origin.ipAddress, userAgent: AZCOPY, identity: storageToken(stage, build) },
          at,
          { container: 'artifacts', blobs: 4 + random.integer(12) },
        ),
      );
    }
  }
  for (const person of working(day, 'data', 'developers')) {
    const often = person.resident.team === 'data' ? 0.6 : 0.12;
    for (const seat of seatsAt(person, 'computer')) {
      if (!random.chance(often)) continue;
      const at = within(stage, day.index, seat);
      signIns.push(
        composeUserSignIn(tenant, person.user, random, {
          at: at - 60_000 - random.integer(600_000),
          category: random.pick(['interactive', 'nonInteractive']),
          application: codeApplications.azureCli,
          origin: seat.origin,
          proof: person.user.requiresMfa ? 'claimsAndMfa' : 'claims',
          changes: { sessionId: sessionOf(person.resident, 'computer', day.index) },
        }),
      );
      requests.push(
        ...draftStorageSweep(
          stage,
          {
            ipAddress: seat.origin.ipAddress,
            userAgent: random.pick([EXPLORER, EXPLORER, AZCOPY]),
            identity: storageToken(stage, person.user),
          },
          at,
          {
            container: 'reports',
            blobs: random.chance(0.1) ? 40 + random.integer(80) : 1 + random.integer(12),
          },
        ),
      );
    }
  }
  return { requests, signIns };
}

/** What is done to the subscription: machines by developers, deployments from hosted machines, keys listed by jobs. */
export function azureOperations(day: NoiseDay): readonly ActivityEvent[] {
  const stage = day.stageFor('azure');
  const { random, tenant, when } = stage;
  const [build] = tenant.servicePrincipals;
  const deployments =
    build === undefined
      ? []
      : Array.from({ length: times(random, 14 * day.machineRate) }, () => {
          const at = when(day.index, random.integer(24), random.integer(60));
          const operator = { who: build, callerIpAddress: originIn(runners, random).ipAddress };
          return [
            ...draftAzureOperation(stage, operator, at, {
              operation: 'Microsoft.Resources/deployments/write',
              resource: `providers/Microsoft.Resources/deployments/release-${day.index}`,
            }),
            ...draftAzureOperation(stage, operator, at + 20_000, {
              operation: 'Microsoft.Storage/storageAccounts/listKeys/action',
              resource: 'providers/Microsoft.Storage/storageAccounts/tailspindata',
            }),
          ];
        }).flat();
  const byHand = working(day, 'developers', 'administrators', 'data').flatMap((person) =>
    seatsAt(person, 'computer').flatMap((seat) => {
      if (!random.chance(0.25 * day.rate)) return [];
      const operator = { who: person.user, callerIpAddress: seat.origin.ipAddress };
      const at = within(stage, day.index, seat);
      if (random.chance(0.08)) {
        return draftAzureMachine(stage, operator, at, {
          name: `dev-${random.integer(900)}`,
          location: random.chance(0.95) ? 'westeurope' : random.pick(['northeurope', 'swedencentral']),
          // Data people train models now and then.
          size:
            person.resident.team === 'data' && random.chance(0.2)
              ? 'Standard_NC4as_T4_v3'
              : 'Standard_D2s_v5',
        });
      }
      const [operation, resource] = random.pick(handiwork);
      return draftAzureOperation(stage, operator, at, {
        operation,
        resource,
        ...(random.chance(0.05) ? { failed: 'The resource is in use.' } : {}),
      });
    }),
  );
  return [...deployments, ...byHand];
}

const handiwork = [
  ['Microsoft.Compute/virtualMachines/start/action', 'providers/Microsoft.Compute/virtualMachines/dev-12'],
  [
    'Microsoft.Compute/virtualMachines/deallocate/action',
    'providers/Microsoft.Compute/virtualMachines/dev-12',
  ],
  ['Microsoft.Web/sites/config/write', 'providers/Microsoft.Web/sites/orders'],
  [
    'Microsoft.Network/networkSecurityGroups/securityRules/write',
    'providers/Microsoft.Network/networkSecurityGroups/nsg-dev',
  ],
  [
    'Microsoft.Storage/storageAccounts/listKeys/action',
    'providers/Microsoft.Storage/storageAccounts/tailspindata',
  ],
  ['Microsoft.Authorization/roleAssignments/write', 'providers/Microsoft.Authorization/roleAssignments/a1'],
] as const;

/** Requests to Graph: what the people's programs ask, and reports that administrators run as scripts. */
export function graphRequests(day: NoiseDay): readonly GraphRequestEvent[] {
  const stage = day.stageFor('graph');
  const { random } = stage;
  const usual = day.people.flatMap((person) =>
    person.seats.flatMap((seat) => {
      const onPhone = seat.device === 'phone';
      return Array.from({ length: times(random, day.rate * (onPhone ? 0.15 : 0.9)) }, () =>
        request(stage, within(stage, day.index, seat), {
          path: random.pick(usualPaths),
          appId: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
          userId: person.user.id,
          ipAddress: seat.origin.ipAddress,
          userAgent: onPhone ? person.user.phoneUserAgent : person.user.userAgent,
        }),
      );
    }),
  );
  const reports = working(day, 'administrators').flatMap(({ user }) =>
    random.chance(0.3)
      ? reportPaths.map((path, index) =>
          request(stage, officeHour(stage, day.index, user, 10) + index * 1_100, {
            path,
            appId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
            userId: user.id,
            ipAddress: user.office.ipAddress,
            userAgent: 'Mozilla/5.0 (Windows NT 10.0; en-US) PowerShell/7.5.0 Invoke-MgGraphRequest',
          }),
        )
      : [],
  );
  return [...usual, ...reports];
}

const usualPaths = [
  '/v1.0/me',
  '/v1.0/me/presence',
  '/v1.0/me/calendarView',
  '/v1.0/me/chats',
  '/v1.0/users?$top=20',
];
const reportPaths = [
  '/v1.0/users',
  '/v1.0/groups',
  '/v1.0/auditLogs/signIns',
  '/v1.0/directoryRoles',
  '/v1.0/devices',
];

function request(
  { random, tenant }: Stage,
  at: number,
  who: Pick<GraphRequestEvent, 'path' | 'appId' | 'userId' | 'ipAddress' | 'userAgent'>,
): GraphRequestEvent {
  return {
    ...who,
    time: instant(at, random.integer(9999) + 1),
    requestId: random.guid(),
    clientRequestId: random.guid(),
    method: 'GET',
    status: random.chance(0.02) ? 403 : 200,
    tenantId: tenant.id,
    signInActivityId: random.guid().replaceAll('-', '').slice(0, 22),
    tokenIssuedAt: instant(at - random.integer(3_000_000)),
    scopes: 'Calendars.Read Chat.Read User.ReadBasic.All',
    durationMs: 20 + random.integer(900),
    responseSizeBytes: 300 + random.integer(100_000),
  };
}
