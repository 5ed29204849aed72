import { applications, type Application } from '../applications.js';
import { draftStorageRequest, draftStorageSweep, storageToken } from '../azure-storage/draft.js';
import { composeUserSignIn, type UserSignInDraft } from '../compose-sign-in.js';
import { changed, draftAuditEvent, personTarget } from '../entra-audit/draft.js';
import { draftMethodChange } from '../entra-audit/draft-method.js';
import { draftRisk } from '../entra-risk/draft.js';
import { draftGitEvents, gitHubActor } from '../github/draft.js';
import { draftFileEvents } from '../m365-audit/draft-file.js';
import type { SignIn } from '../sign-in.js';
import { repositories } from '../stories/code-days.js';
import type { StoryLogs } from '../stories/story-logs.js';
import { intruder, member, openExample } from './cast.js';
import { awsPortal } from './applications.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

const storageBrowser: Application = {
  ...applications.azurePortal,
  resourceId: 'e406a681-f3d4-42a8-90b6-c2b029497af1',
  resourceName: 'Azure Storage',
};

/**
 * Mina Okafor's account, from the phished session to what an administrator did about it: a second authenticator, her files,
 * the storage account, and the repositories by a token that lay among the files (examples/README.md tells it in words).
 */
export function phishedEngineer(): StoryLogs {
  const stage = openExample('phished-engineer');
  const { tenant, random, when } = stage;
  const [mina, ravi, administrator] = [
    member('Mina Okafor'),
    member('Ravi Sundaram'),
    member('Kofi Adeyemi'),
  ];
  const session = { sessionId: random.guid() };
  const browser = { ...mina.phone, operatingSystem: 'Linux', browser: 'Firefox 128.0' };
  const inSession = (at: number, draft: Partial<UserSignInDraft>): SignIn =>
    composeUserSignIn(tenant, mina, random, {
      at,
      origin: intruder.line,
      device: browser,
      userAgent: FIREFOX,
      proof: 'claimsAndMfa',
      changes: session,
      ...draft,
    });
  const token = storageToken(stage, mina);
  const confirmed = when(16, 9, 31);

  return {
    signIns: [
      // The page in the middle passes on what the browser says of itself.
      inSession(when(10, 13, 41, 8), {
        origin: intruder.relay,
        device: {
          ...mina.phone,
          operatingSystem: mina.computer.operatingSystem,
          browser: mina.computer.browser,
        },
        userAgent: mina.userAgent,
        proof: 'passwordAndMfa',
      }),
      composeUserSignIn(tenant, ravi, random, {
        at: when(10, 13, 46, 51),
        origin: intruder.relay,
        device: {
          ...ravi.phone,
          operatingSystem: ravi.computer.operatingSystem,
          browser: ravi.computer.browser,
        },
        errorCode: 50074,
        proof: 'mfaPending',
      }),
      inSession(when(10, 13, 52, 30), {
        category: 'nonInteractive',
        application: applications.exchangeOnline,
      }),
      inSession(when(10, 13, 58, 2), { application: applications.officeHome }),
      inSession(when(10, 14, 19, 40), { category: 'nonInteractive', application: applications.sharePoint }),
      inSession(when(10, 22, 57, 12), { application: awsPortal }),
      inSession(when(11, 21, 40, 33), { category: 'nonInteractive', application: storageBrowser }),
      inSession(when(15, 22, 31, 9), {
        application: applications.exchangeOnline,
        proof: 'passwordAndMfa',
        changes: {
          sessionId: random.guid(),
          risk: {
            levelDuringSignIn: 'high',
            levelAggregated: 'high',
            state: 'confirmedCompromised',
            detail: 'adminConfirmedSigninCompromised',
            eventTypes: ['adminConfirmedUserCompromised'],
          },
        },
      }),
    ],
    directoryChanges: [
      draftMethodChange(stage, mina, {
        at: when(10, 14, 3, 27),
        address: intruder.line.ipAddress,
        change: 'registered',
        method: 'Authenticator App with Notification and Code',
      }),
      draftMethodChange(stage, administrator, {
        of: mina,
        at: when(16, 9, 36),
        change: 'deleted',
        method: 'Authenticator App with Notification and Code',
      }),
      draftAuditEvent(stage, administrator, {
        at: when(16, 9, 38),
        activity: 'Update StsRefreshTokenValidFrom Timestamp',
        category: 'UserManagement',
        targets: [personTarget(mina, [changed('StsRefreshTokensValidFrom', '["2026-03-18T09:38:00Z"]')])],
      }),
      draftAuditEvent(stage, administrator, {
        at: when(16, 9, 40),
        activity: 'Reset user password',
        category: 'UserManagement',
        targets: [personTarget(mina)],
      }),
    ],
    risks: draftRisk(stage, mina, {
      at: when(10, 13, 41, 8),
      foundAt: when(11, 4, 10),
      type: 'attackerinTheMiddle',
      level: 'high',
      origin: intruder.relay,
      verdicts: [{ at: confirmed, state: 'confirmedCompromised', detail: 'adminConfirmedUserCompromised' }],
    }),
    officeEvents: [
      ...draftFileEvents(stage, mina, filesFrom, when(10, 14, 20), {
        operation: 'FileDownloaded',
        file: 'handover',
        count: 34,
        apart: 9,
      }),
      ...draftFileEvents(stage, mina, filesFrom, when(10, 14, 37), {
        operation: 'FileDownloaded',
        site: 'platform',
        file: 'runbooks',
        count: 28,
        apart: 11,
      }),
    ],
    storageRequests: [
      ...['ListContainers' as const, 'ListContainers' as const].map((operation, index) =>
        draftStorageRequest(
          stage,
          { ipAddress: intruder.line.ipAddress, userAgent: FIREFOX, identity: token },
          when(11, 21, 44 + index),
          { operation },
        ),
      ),
      ...draftStorageSweep(
        stage,
        {
          ipAddress: intruder.machineOverIpv6.ipAddress,
          userAgent: 'AzCopy/10.27.1 azsdk-go-azblob/v1.4.0 (go1.22.7; linux)',
          identity: token,
        },
        when(11, 21, 52),
        { container: 'customer-drawings', blobs: 64 },
      ),
    ],
    gitHub: draftGitEvents(
      stage,
      gitHubActor(mina),
      { actorIp: intruder.machine.ipAddress, country: 'NL', userAgent: 'git/2.43.0' },
      when(13, 2, 5, 14),
      {
        repos: [...repositories('shop', 8), ...repositories('platform', 9), ...repositories('tools', 5)],
        apart: 17,
        token: 'Zm91bmQgaW4gaGFuZG92ZXIvMTcuZG9jeA==',
      },
    ),
  };
}

const filesFrom = { ipAddress: intruder.line.ipAddress, userAgent: FIREFOX };
