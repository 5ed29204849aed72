import { call, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, inside, namesByForm, resultOf, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { loginNames, nameOf, when } from '../identities.js';
import { log } from './log.js';

const key = textColumn('aws.cloudtrail.user_identity.access_key_id');

/** Events of Elastic's integrations, whatever service they are of. */
export const activities: readonly Activity[] = [
  {
    source: 'ecs',
    scan: log.scan,
    time: eventTime,
    id: textColumn('event.id'),
    accounts: [
      ...namesByForm(textColumn('user.email')),
      ...namesByForm(textColumn('user.name')),
      ...namesByForm(textColumn('aws.cloudtrail.user_identity.arn')),
      ...namesByForm(textColumn('azure.signinlogs.properties.user_principal_name')),
      ...namesByForm(textColumn('client.user.email')),
      nameOf('entra-object', textColumn('azure.signinlogs.properties.user_id')),
      ...loginNames('okta-login', 'okta.actor.alternate_id'),
      nameOf('okta-user', textColumn('okta.actor.id')),
      nameOf('github-login', textColumn('github.actor')),
      nameOf('aws-key', when(call('startsWith', [key, text('AKIA')]), key)),
      nameOf('aws-session-key', when(call('startsWith', [key, text('ASIA')]), key)),
    ],
    action: textColumn('event.action'),
    result: resultOf(textColumn('event.outcome'), { success: ['success'], failure: ['failure'] }),
    reason: firstOf(
      textColumn('error.code'),
      textColumn('event.reason'),
      textColumn('aws.cloudtrail.error_code'),
    ),
    address: firstOf(textColumn('source.ip'), textColumn('client.ip'), textColumn('source.address')),
    country: firstOf(textColumn('source.geo.country_iso_code'), textColumn('client.geo.country_iso_code')),
    agent: textColumn('user_agent.original'),
    session: textColumn('azure.signinlogs.properties.session_id'),
    key,
    application: textColumn('azure.signinlogs.properties.app_display_name'),
    targets: targetsIn({
      repository: 'github.repo',
      resource: firstOf(
        textColumn('azure.resource.id'),
        textColumn('gcp.audit.resource_name'),
        textColumn('service.name'),
      ),
      account: firstOf(textColumn('user.target.email'), textColumn('user.target.name')),
      mailbox: inside('o365', 'audit', 'MailboxOwnerUPN'),
    }),
  },
];
