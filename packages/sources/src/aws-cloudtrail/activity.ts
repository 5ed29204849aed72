import { call, text } from '@interloper/plan';
import type { Activity, Expression } from '@interloper/plan';
import { eventTime, inside, joined, targetsIn, textColumn } from '../activity.js';
import { extract, firstOf } from '../expressions.js';
import { nameOf, when } from '../identities.js';
import { scan } from './tables.js';

const arn = textColumn('UserIdentityArn');
const key = textColumn('UserIdentityAccessKeyId');
const isType = (...types: readonly string[]): Expression =>
  call('in', [textColumn('UserIdentityType'), ...types.map(text)]);
const begins = (value: Expression, prefix: string): Expression => call('startsWith', [value, text(prefix)]);
const service = call('replaceText', [textColumn('EventSource'), text('.amazonaws.com'), text('')]);
const failed = call('eq', [textColumn('ResponseElements.ConsoleLogin'), text('Failure')]);

/**
 * Calls of AWS. Whoever signs in to the console under a name that is not there has `HIDDEN_DUE_TO_SECURITY_REASONS` in
 * its place
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html).
 */
export const activities: readonly Activity[] = [
  {
    source: 'aws-cloudtrail',
    scan,
    time: eventTime,
    id: textColumn('AwsEventId'),
    accounts: [
      nameOf(
        'mail',
        when(call('contains', [arn, text(':assumed-role/AWSReservedSSO_')]), extract(arn, '/([^/]+)$')),
      ),
      nameOf('mail', when(isType('SAMLUser', 'WebIdentityUser'), textColumn('UserIdentityUserName'))),
      nameOf('aws-user', when(isType('IAMUser', 'Root'), arn)),
      nameOf('aws-session', when(isType('AssumedRole', 'FederatedUser'), arn)),
      nameOf('aws-principal', when(isType('IAMUser', 'Root'), textColumn('UserIdentityPrincipalid'))),
      nameOf('aws-key', when(begins(key, 'AKIA'), key)),
      nameOf('aws-session-key', when(begins(key, 'ASIA'), key)),
    ],
    action: joined(service, textColumn('EventName')),
    result: call('case', [
      call('isTrue', [failed]),
      text('failure'),
      call('isNull', [textColumn('ErrorCode')]),
      text('success'),
      text('failure'),
    ]),
    reason: firstOf(textColumn('ErrorCode'), when(failed, textColumn('ErrorMessage'))),
    address: textColumn('SourceIpAddress'),
    agent: textColumn('UserAgent'),
    key,
    targets: targetsIn({
      bucket: 'RequestParameters.bucketName',
      object: 'RequestParameters.key',
      account: 'RequestParameters.userName',
      role: firstOf(textColumn('RequestParameters.roleArn'), textColumn('RequestParameters.roleName')),
      resource: firstOf(
        textColumn('RequestParameters.instanceId'),
        textColumn('RequestParameters.policyArn'),
        inside('RequestParameters', 'secretId'),
        inside('RequestParameters', 'functionName'),
        inside('Resources', 0, 'ARN'),
      ),
    }),
  },
];
