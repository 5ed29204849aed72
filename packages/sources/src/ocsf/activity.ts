import { call, column, literal, text } from '@interloper/plan';
import type { Activity, Expression } from '@interloper/plan';
import { eventTime, inside, joined, namesByForm, resultOf, targetsIn, textColumn } from '../activity.js';
import { firstOf, isSet } from '../expressions.js';
import { nameOf, when } from '../identities.js';
import { log } from './log.js';

/** In events of signing in, who signs in is the user; else the actor's. */
const ofUser = (name: string): Expression =>
  firstOf(textColumn(`actor.user.${name}`), when(isSignIn, textColumn(`user.${name}`)));
const isSignIn = call('eq', [column('class_uid', 'int'), literal('int', 3002)]);
const key = firstOf(ofUser('credential_uid'), textColumn('actor.session.credential_uid'));

/** Sign-ins, calls and changes of accounts in the Open Cybersecurity Schema Framework, whatever service they are of. */
export const activities: readonly Activity[] = [
  {
    source: 'ocsf',
    scan: log.scan,
    time: eventTime,
    id: textColumn('metadata.uid'),
    accounts: [
      ...namesByForm(ofUser('email_addr')),
      ...namesByForm(ofUser('uid')),
      ...namesByForm(ofUser('uid_alt')),
      ...namesByForm(ofUser('name')),
      nameOf('aws-key', when(call('startsWith', [key, text('AKIA')]), key)),
      nameOf('aws-session-key', when(call('startsWith', [key, text('ASIA')]), key)),
    ],
    action: firstOf(
      when(
        isSet(textColumn('api.operation')),
        joined(textColumn('api.service.name'), textColumn('api.operation')),
      ),
      textColumn('activity_name'),
    ),
    result: resultOf(textColumn('status'), { success: ['success'], failure: ['failure'] }),
    reason: firstOf(textColumn('api.response.error'), textColumn('status_detail'), textColumn('status_code')),
    address: textColumn('src_endpoint.ip'),
    country: textColumn('src_endpoint.location.country'),
    agent: textColumn('http_request.user_agent'),
    session: firstOf(textColumn('actor.session.uid'), textColumn('session.uid')),
    key,
    application: textColumn('actor.app_name'),
    targets: targetsIn({ resource: firstOf(inside('resources', 0, 'uid'), inside('resources', 0, 'name')) }),
  },
];
