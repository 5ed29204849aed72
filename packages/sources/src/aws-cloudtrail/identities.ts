import { and, call, column, text } from '@interloper/plan';
import type { Expression, IdentityLink } from '@interloper/plan';
import { extract } from '../expressions.js';
import { nameOf, when } from '../identities.js';
import { scan } from './tables.js';

const value = (name: string): Expression => column(name, 'string');
const isOfType = (...types: readonly string[]): Expression =>
  call('in', [value('UserIdentityType'), ...types.map(text)]);
const begins = (name: string, prefix: string): Expression => call('startsWith', [value(name), text(prefix)]);

const arn = value('UserIdentityArn');
const key = value('UserIdentityAccessKeyId');
const isUser = isOfType('IAMUser', 'Root');
const isSession = isOfType('AssumedRole');
const isFederated = isOfType('SAMLUser', 'WebIdentityUser');

/**
 * The names of an AWS account's user: its ARN, its principal id, its keys (AKIA for long, ASIA for a session), and the
 * sessions that it opened (AssumeRole, GetSessionToken, GetFederationToken). The name of a role's session is chosen by
 * who opens it; that of IAM Identity Center's roles is the user's own
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html).
 */
export const identities: readonly IdentityLink[] = [
  {
    scan,
    where: isUser,
    names: [
      nameOf('aws-user', arn),
      nameOf('aws-principal', value('UserIdentityPrincipalid')),
      nameOf('aws-key', when(begins('UserIdentityAccessKeyId', 'AKIA'), key)),
      nameOf('aws-session-key', when(begins('UserIdentityAccessKeyId', 'ASIA'), key)),
    ],
  },
  {
    scan,
    where: isSession,
    names: [
      nameOf('aws-session', arn),
      nameOf('aws-session-key', key),
      nameOf(
        'mail',
        when(
          call('contains', [arn, text(':assumed-role/AWSReservedSSO_')]),
          extract(arn, String.raw`/([^/]+)$`),
        ),
      ),
    ],
  },
  {
    scan,
    where: and(
      call('eq', [value('EventSource'), text('sts.amazonaws.com')]),
      call('not', [call('isNull', [value('ResponseElements.credentials.accessKeyId')])]),
    ),
    names: [
      nameOf('aws-user', when(isUser, arn)),
      nameOf('aws-session', when(isSession, arn)),
      nameOf('mail', when(isFederated, value('UserIdentityUserName'))),
      nameOf('aws-session-key', value('ResponseElements.credentials.accessKeyId')),
      { ...nameOf('aws-session', value('ResponseElements.assumedRoleUser.arn')), claimed: true },
    ],
  },
];
