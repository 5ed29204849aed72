import { call, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, resultOf, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { nameOf, when } from '../identities.js';
import { dataset } from './dataset.js';

const user = textColumn('UserId');
const operation = firstOf(textColumn('Operation'), textColumn('ActionType'));

/** Microsoft 365's unified audit log: mailboxes, files, administration. */
export const activities: readonly Activity[] = [
  {
    source: 'm365-audit',
    scan: { kind: 'scan', dataset: dataset.name, columns: dataset.columns, time: dataset.eventTime },
    time: eventTime,
    id: firstOf(textColumn('Id'), textColumn('ReportId')),
    accounts: [
      nameOf('mail', user),
      nameOf('entra-object', textColumn('AccountObjectId')),
      nameOf('entra-object', when(call('not', [call('contains', [user, text('@')])]), user)),
    ],
    action: operation,
    result: resultOf(textColumn('ResultStatus'), {
      success: ['success', 'succeeded', 'true', 'partiallysucceeded'],
      failure: ['failure', 'failed', 'false'],
    }),
    reason: firstOf(textColumn('LogonError'), textColumn('ErrorNumber')),
    address: call('normaliseAddress', [
      firstOf(
        textColumn('ClientIP'),
        textColumn('ClientIPAddress'),
        textColumn('ActorIpAddress'),
        textColumn('IPAddress'),
      ),
    ]),
    country: textColumn('CountryCode'),
    agent: firstOf(textColumn('UserAgent'), textColumn('CloudUserAgent'), textColumn('ClientInfoString')),
    session: firstOf(textColumn('AppAccessContext.AADSessionId'), textColumn('SessionId')),
    key: textColumn('AppAccessContext.UniqueTokenId'),
    application: firstOf(textColumn('ClientAppId'), textColumn('AppId'), textColumn('ApplicationId')),
    targets: targetsIn({
      mailbox: 'MailboxOwnerUPN',
      file: 'SourceFileName',
      resource: firstOf(textColumn('SiteUrl'), textColumn('Site'), textColumn('ObjectId')),
      recipient: 'TargetUserOrGroupName',
    }),
  },
];
