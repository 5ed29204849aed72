import { call, nullOf, text } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';
import { auditFields, otherFields, tableFields } from './fields.js';

/** Every record has these; the others depend on the action. */
const always = ['Action', 'Actor'];

/**
 * GitHub's audit log under the names of the table GitHubAuditLogsV2_CL, every field as the text that the record has:
 * views convert. `EventKey` tells records apart where an export has no document ids.
 */
export const log = defineLog({
  dataset: 'github_audit',
  tables: [
    {
      name: 'GitHubAuditLogsV2_CL',
      title: 'GitHub audit log',
      categories: [],
      columns: [
        'TimeGenerated:datetime',
        'CreatedAt:datetime',
        ...tableFields.map(({ column }) => column),
      ].join(' '),
      signatures: [],
    },
  ],
  more: [
    'Complete:bool Timestamp:datetime EventKey TenantId',
    ...otherFields.map(({ column }) => column),
  ].join(' '),
  carried: {
    Complete: auditFields.map(({ column }) => column).filter((name) => !always.includes(name)),
  },
  addresses: ['ActorIp'],
  eventTimes: ['Timestamp', 'CreatedAt'],
  recordTimes: ['Timestamp', 'CreatedAt'],
  derive: (given) => {
    const time = firstOf(given['CreatedAt'] ?? nullOf('datetime'), given['Timestamp']);
    const word = (name: string) =>
      call('lower', [call('coalesce', [given[name] ?? nullOf('string'), text('')])]);
    return {
      EventKey: call('concat', [
        call('isoText', [time]),
        text(' '),
        word('Action'),
        text(' '),
        word('Actor'),
      ]),
    };
  },
});
