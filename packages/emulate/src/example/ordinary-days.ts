import { applications } from '../applications.js';
import { draftStorageSweep, storageToken } from '../azure-storage/draft.js';
import { composeServicePrincipalSignIn, composeUserSignIn } from '../compose-sign-in.js';
import { draftMethodChange } from '../entra-audit/draft-method.js';
import { draftGitEvents } from '../github/draft.js';
import { draftFileEvents } from '../m365-audit/draft-file.js';
import { codeDays, repositories } from '../stories/code-days.js';
import { fileDays } from '../stories/office-days.js';
import type { StoryLogs } from '../stories/story-logs.js';
import type { Stage } from '../stories/story.js';
import { awsPortal } from './applications.js';
import { alderFinch, engineers, hotel, member, openExample, vpnExit, workingDays } from './cast.js';

/** What people and services do on working days beside signing in, some of it much like an intrusion. */
export function ordinaryDays(): StoryLogs {
  const stage = openExample('ordinary-days');
  return {
    signIns: [...toAws(stage), ...overTheVpn(stage), ...backupSignIns(stage)],
    directoryChanges: newPhone(stage),
    officeEvents: [
      ...fileDays(stage, filers, workingDays),
      ...fileDays(stage, [member('Uma Novak')], workingDays.slice(0, 10)),
      ...filesForTheTrip(stage),
    ],
    storageRequests: [...drawingsFetched(stage), ...backups(stage)],
    gitHub: [...codeDays(stage, engineers, workingDays, repositories('shop', 3)), ...nightlyBuilds(stage)],
  };
}

const filers = ['Mina Okafor', 'Hana Sato', 'Filipa Duarte', 'Hugo Moreau', 'Greta Egger'].map(member);
const draughtsmen = ['Mina Okafor', 'Amina Hassan', 'Ivo Baumann'].map(member);

function toAws({ tenant, random, when }: Stage) {
  return workingDays.flatMap((day) =>
    engineers
      .filter((_, index) => (index + day) % 2 === 0)
      .map((person) =>
        composeUserSignIn(tenant, person, random, {
          at: when(day, 8, 50 + random.integer(9)),
          application: awsPortal,
        }),
      ),
  );
}

/** At her desk in the morning, and half an hour later out of the company's exit in another country. */
function overTheVpn({ tenant, random, when }: Stage) {
  const filipa = member('Filipa Duarte');
  return [8, 10, 15].flatMap((day) => [
    composeUserSignIn(tenant, filipa, random, { at: when(day, 9, 12) }),
    composeUserSignIn(tenant, filipa, random, {
      at: when(day, 9, 41),
      application: applications.sharePoint,
      origin: vpnExit,
    }),
  ]);
}

/** She bought a telephone: the new one is registered at home before the old one goes. */
function newPhone(stage: Stage) {
  const nadia = member('Nadia Petrov');
  return (['registered', 'deleted'] as const).map((change, index) =>
    draftMethodChange(stage, nadia, {
      at: stage.when(9, 19, 40 + index * 6),
      address: nadia.home.ipAddress,
      change,
      method: 'Authenticator App with Notification and Code',
    }),
  );
}

/** In her hotel at Singapore, on the computer that she always has, she fetches what the meetings need. */
function filesForTheTrip(stage: Stage) {
  const uma = member('Uma Novak');
  return draftFileEvents(
    stage,
    uma,
    { ipAddress: hotel.ipAddress, userAgent: uma.userAgent },
    stage.when(15, 1, 30),
    { operation: 'FileDownloaded', site: 'projects', file: 'singapore', count: 30, apart: 25 },
  );
}

function drawingsFetched(stage: Stage) {
  return workingDays.flatMap((day) =>
    draughtsmen
      .filter((_, index) => (index + day) % 3 !== 0)
      .flatMap((person) =>
        draftStorageSweep(
          stage,
          {
            ipAddress: person.office.ipAddress,
            userAgent: 'Azure-Storage/2.1.0 (Microsoft Azure Storage Explorer, 1.37.0, win32)',
            identity: storageToken(stage, person),
          },
          stage.when(day, 13, stage.random.integer(50)),
          { container: 'drawings', blobs: 2 },
        ),
      ),
  );
}

function backupService() {
  const service = alderFinch.servicePrincipals.find(({ displayName }) => displayName === 'backup-export');
  if (service === undefined) throw new Error('the tenant has no backup');
  return service;
}

function backupSignIns({ tenant, random, when }: Stage) {
  return workingDays.map((day) =>
    composeServicePrincipalSignIn(tenant, backupService(), random, { at: when(day, 1, 58, 30) }),
  );
}

/** Every night, many blobs by a program: from where it signs in, with a token of its own. */
function backups(stage: Stage) {
  const service = backupService();
  return workingDays.flatMap((day) =>
    draftStorageSweep(
      stage,
      {
        ipAddress: service.origin.ipAddress,
        userAgent: 'AzCopy/10.26.0 azsdk-go-azblob/v1.3.2 (go1.22.5; linux)',
        identity: storageToken(stage, { id: service.id, appId: service.appId }),
      },
      stage.when(day, 2),
      { container: 'drawings', blobs: 16 },
    ),
  );
}

/** Hosted runners: every night from another address, always the same repositories. */
function nightlyBuilds(stage: Stage) {
  return workingDays.flatMap((day) =>
    draftGitEvents(
      stage,
      { login: 'alderfinch-ci', id: 900_208 },
      { actorIp: `2001:db8:${(0x900 + day * 7).toString(16)}::4`, country: 'US', userAgent: 'git/2.47.1' },
      stage.when(day, 3),
      { repos: [...repositories('shop', 8), ...repositories('platform', 4)], apart: 6, token: 'YnVpbGRz' },
    ),
  );
}
