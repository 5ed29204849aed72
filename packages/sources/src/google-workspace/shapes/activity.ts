import { call, column, long, text } from '@interloper/plan';
import type { ReadField } from '@interloper/plan';
import { anySet, filled, firstOf, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { valuesByName } from '../../stored-log/named-values.js';
import { rowOf } from '../../stored-log/row.js';
import { isActivity } from '../activity-record.js';
import { log } from '../log.js';

/** Where a record has what the columns hold. */
const places: Readonly<Record<string, readonly string[]>> = {
  TimeGenerated: ['TimeGenerated'],
  TenantId: ['TenantId'],
  SourceSystem: ['SourceSystem'],
  MG: ['MG'],
  ManagementGroupName: ['ManagementGroupName'],
  Computer: ['Computer'],
  RawData: ['RawData'],
  _ResourceId: ['_ResourceId'],
  Kind: ['kind'],
  ActivityTime: ['id', 'time'],
  UniqueQualifier: ['id', 'uniqueQualifier'],
  ApplicationName: ['id', 'applicationName'],
  CustomerId: ['id', 'customerId'],
  Etag: ['etag'],
  ActorEmail: ['actor', 'email'],
  ActorProfileId: ['actor', 'profileId'],
  ActorCallerType: ['actor', 'callerType'],
  ActorKey: ['actor', 'key'],
  OwnerDomain: ['ownerDomain'],
  IPAddress: ['ipAddress'],
  NetworkInfo: ['networkInfo'],
  ResourceDetails: ['resourceDetails'],
  EventNumber: ['eventNumber'],
};

/**
 * An activity of the Reports API with one event: in the list `events`, or alone under `event`, as Splunk's add-on has it
 * and as the rewrites leave it. Of activities with several events each is a row, which a rewrite sees to.
 */
export const activity: Shape = {
  id: 'activity',
  title: 'Reports API activities (pages, lines, Splunk’s one event per record)',
  recognises: isActivity,
  read: (observed, { dayFirst }) => {
    const fields: ReadField[] = Object.entries(places).map(([name, path]) => ({
      name,
      type: 'string',
      path: observed.spelling(path),
    }));
    for (const name of ['event', 'events'])
      fields.push({ name, type: 'dynamic', path: observed.spelling([name]) });
    fields.push({ name: 'Type', type: 'string', path: observed.spelling(['Type']) });
    const list = column('events', 'dynamic');
    const event = call('coalesce', [column('event', 'dynamic'), call('path', [list, long(0)])]);
    const parameters = call('path', [event, text('parameters')]);
    const type = textField('Type');
    return {
      fields,
      ...rowOf(log, {
        table: call('if', [
          anySet(list, column('event', 'dynamic')),
          firstOf(filled(type), text('activity')),
          { kind: 'literal', type: 'string', value: null },
        ]),
        texts: {
          ...Object.fromEntries(Object.keys(places).map((name) => [name, textField(name)])),
          Whole: call('toText', [call('isNull', [filled(type)])]),
          EventCount: call('toText', [call('arrayLength', [list])]),
          Event: call('toText', [event]),
          EventType: call('pathText', [event, text('type')]),
          EventName: call('pathText', [event, text('name')]),
          Parameters: call('toText', [parameters]),
          Values: valuesByName(parameters),
        },
        dayFirst,
      }),
    };
  },
};
