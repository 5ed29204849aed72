import { call, column } from '@interloper/plan';
import type { Expression, ReadField } from '@interloper/plan';
import { filled, firstOf, textField } from '../../expressions.js';
import type { JsonRecord, Shape } from '../../source.js';
import { recordFields } from '../columns.js';
import { rowOf } from '../row.js';

/**
 * CloudTrail's own record, in whatever container it comes: S3 log files, LookupEvents, EventBridge, CloudWatch Logs,
 * arrays, lines, Logstash (log-format reference, section 6.2). Names are CloudTrail's, but spelled as observed.
 */
export const record: Shape = {
  id: 'cloudtrail-record',
  title: 'CloudTrail records (S3, LookupEvents, Lake, Athena, EventBridge, CloudWatch, lines, Logstash)',
  recognises: isCloudTrail,
  read: (observed) => {
    const fields: readonly ReadField[] = [
      ...['eventTime', '@timestamp'].map((name) => ({
        name,
        type: 'string' as const,
        path: observed.spelling([name]),
      })),
      ...recordFields.map(({ name, form }) => ({
        name,
        type: form === 'json' ? ('dynamic' as const) : ('string' as const),
        path: observed.spelling([name]),
      })),
    ];
    const values = Object.fromEntries(
      recordFields.map(({ name, column: target, form }): [string, Expression] => {
        switch (form) {
          case 'text':
            return [target, textField(name)];
          case 'bool':
            return [target, call('toBool', [textField(name)])];
          case 'json':
            return [target, column(name, 'dynamic')];
        }
      }),
    );
    // Logstash moves the time of the event to its own field.
    const time = firstOf(filled(textField('eventTime')), textField('@timestamp'));
    return { fields, ...rowOf({ time, complete: true, values }) };
  },
};

/** Of these a record has several, whatever was left out. */
const signs = [
  'eventSource',
  'awsRegion',
  'eventVersion',
  'userIdentity',
  'sourceIPAddress',
  'recipientAccountId',
  'requestParameters',
  'responseElements',
];

/** True of a CloudTrail record: an event's name and two more of its fields. S3's notifications resemble it. */
function isCloudTrail(value: JsonRecord): boolean {
  if (typeof value['eventName'] !== 'string' || isNotification(value)) return false;
  return signs.filter((name) => name in value).length >= 2;
}

/** An S3 event notification: `Records` too, with `eventSource: "aws:s3"`. */
export function isNotification(value: JsonRecord): boolean {
  const source = value['eventSource'];
  return typeof source === 'string' && source.startsWith('aws:');
}
