import { call, or, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, successOnlyWhen, targetsIn, textColumn } from '../activity.js';
import { extract, firstOf } from '../expressions.js';
import { nameOf, when } from '../identities.js';
import { scan } from './tables.js';

const passed = or(
  call('eq', [textColumn('ResultType'), text('0')]),
  call('eq', [textColumn('Status.errorCode'), text('0')]),
);

/** Sign-ins of people, services and managed identities. */
export const activities: readonly Activity[] = [
  {
    source: 'entra-sign-ins',
    scan,
    time: eventTime,
    id: textColumn('Id'),
    accounts: [
      nameOf('mail', textColumn('UserPrincipalName')),
      nameOf('entra-object', textColumn('UserId')),
      nameOf('entra-object', textColumn('ServicePrincipalId')),
    ],
    action: call('case', [
      call('eq', [textColumn('SignInTable'), text('AADNonInteractiveUserSignInLogs')]),
      text('non-interactive sign-in'),
      call('in', [
        textColumn('SignInTable'),
        text('AADServicePrincipalSignInLogs'),
        text('AADManagedIdentitySignInLogs'),
      ]),
      text('service sign-in'),
      text('sign-in'),
    ]),
    result: successOnlyWhen(passed),
    reason: when(
      call('not', [call('isTrue', [passed])]),
      firstOf(textColumn('ResultType'), textColumn('Status.errorCode')),
    ),
    address: textColumn('IPAddress'),
    country: firstOf(
      textColumn('LocationDetails.countryOrRegion'),
      extract(textColumn('Location'), '^([A-Za-z]{2})$'),
    ),
    agent: textColumn('UserAgent'),
    session: textColumn('SessionId'),
    key: textColumn('ServicePrincipalCredentialKeyId'),
    application: textColumn('AppDisplayName'),
    targets: targetsIn({ resource: 'ResourceDisplayName' }),
  },
];
