import { call, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, joined, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { nameOf, when } from '../identities.js';
import { dataset } from './dataset.js';

const key = textColumn('ResourceDetails.accessKeyDetails.accessKeyId');
const user = textColumn('ResourceDetails.accessKeyDetails.userName');
const apiCall = 'ServiceDetails.action.awsApiCallAction';

/** Findings: of whom they are about, what was called and from where. */
export const activities: readonly Activity[] = [
  {
    source: 'aws-guardduty',
    findings: true,
    scan: { kind: 'scan', dataset: dataset.name, columns: dataset.columns, time: dataset.eventTime },
    time: eventTime,
    id: textColumn('Id'),
    accounts: [
      nameOf(
        'aws-user',
        when(
          call('eq', [textColumn('ResourceDetails.accessKeyDetails.userType'), text('IAMUser')]),
          call('concat', [text('arn:aws:iam::'), textColumn('AccountId'), text(':user/'), user]),
        ),
      ),
      nameOf('aws-principal', textColumn('ResourceDetails.accessKeyDetails.principalId')),
      nameOf('aws-key', when(call('startsWith', [key, text('AKIA')]), key)),
      nameOf('aws-session-key', when(call('startsWith', [key, text('ASIA')]), key)),
    ],
    action: joined(text('finding'), textColumn('ActivityType')),
    reason: joined(textColumn(`${apiCall}.serviceName`), textColumn(`${apiCall}.api`)),
    address: firstOf(
      textColumn(`${apiCall}.remoteIpDetails.ipAddressV4`),
      textColumn('ServiceDetails.action.networkConnectionAction.remoteIpDetails.ipAddressV4'),
    ),
    country: textColumn(`${apiCall}.remoteIpDetails.country.countryName`),
    key,
    targets: targetsIn({ resource: 'ResourceDetails.instanceDetails.instanceId' }),
  },
];
