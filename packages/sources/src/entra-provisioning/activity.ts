import { call, text } from '@interloper/plan';
import type { Activity, Expression } from '@interloper/plan';
import { eventTime, joined, resultOf, targetsIn, textColumn } from '../activity.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

const of = (name: string, step: string): Expression =>
  call('pathText', [call('parseJson', [textColumn(name)]), text(step)]);

/** Accounts that the directory's provisioning made or changed elsewhere, by who had it do so. */
export const activities: readonly Activity[] = [
  {
    source: 'entra-provisioning',
    scan: log.scan,
    time: eventTime,
    id: textColumn('Id'),
    accounts: [nameOf('entra-object', of('InitiatedBy', 'id'))],
    action: joined(text('provisioning'), textColumn('ProvisioningAction')),
    result: resultOf(of('ProvisioningStatusInfo', 'status'), {
      success: ['success'],
      failure: ['failure', 'skipped', 'warning'],
    }),
    application: of('ServicePrincipal', 'displayName'),
    targets: targetsIn({ account: of('TargetIdentity', 'displayName') }),
  },
];
