import type { JsonObject } from '../../json.js';
import { batches } from '../../shape.js';
import { digits } from '../identities.js';
import { textOf } from '../json-text.js';
import { createRandom } from '../../random.js';
import { jsonLines } from '../shape.js';
import type { CloudTrailShape } from '../shape.js';

/** Log files of a trail in S3: `{"Records":[…]}`, gzip, one file per region and delivery. */
export const s3Objects: CloudTrailShape = {
  id: 's3-objects',
  title: 'Log files of a trail in S3',
  lacks: [],
  gzip: true,
  write: (events, records) => {
    const regions = [...new Set(events.map((event) => event.region))];
    return regions.flatMap((region) => {
      const own = records.filter((record) => record['awsRegion'] === region);
      return batches(own, 100).map((batch, index) => {
        const account = textOf(batch[0]?.['recipientAccountId']);
        const day = textOf(batch[0]?.['eventTime']).slice(0, 10);
        const stamp = `${day.replaceAll('-', '')}T${String(index % 24).padStart(2, '0')}05Z`;
        const name = `${account}_CloudTrail_${region}_${stamp}_${digits(createRandom(`${region}${index}`), 16)}.json`;
        return {
          path: `AWSLogs/${account}/CloudTrail/${region}/${day.replaceAll('-', '/')}/${name}`,
          text: JSON.stringify({ Records: batch }),
        };
      });
    });
  },
};

/** `aws cloudtrail lookup-events`: the record is JSON text inside each event. */
export const lookupEvents: CloudTrailShape = {
  id: 'lookup-events',
  title: 'Answers of LookupEvents',
  lacks: [],
  write: (_events, records) =>
    batches(records, 50).map((batch, index) => ({
      path: `lookup-events/page-${index + 1}.json`,
      text: JSON.stringify(
        {
          Events: batch.map((record) => ({
            EventId: record['eventID'] ?? null,
            EventName: record['eventName'] ?? null,
            ReadOnly: textOf(record['readOnly']),
            EventTime: record['eventTime'] ?? null,
            EventSource: record['eventSource'] ?? null,
            Resources: [],
            CloudTrailEvent: JSON.stringify(record),
          })),
          NextToken: 'EXAMPLE',
        },
        null,
        4,
      ),
    })),
};

/** EventBridge: the record is the `detail` of an event. */
export const eventBridge: CloudTrailShape = {
  id: 'eventbridge',
  title: 'EventBridge events, one on a line',
  lacks: [],
  write: (_events, records) => [
    {
      path: 'eventbridge/events.json',
      text: jsonLines(
        records.map((record) => ({
          version: '0',
          id: record['eventID'] ?? null,
          'detail-type':
            record['eventType'] === 'AwsConsoleSignIn'
              ? 'AWS Console Sign In via CloudTrail'
              : 'AWS API Call via CloudTrail',
          source: `aws.${textOf(record['eventSource']).split('.')[0] ?? ''}`,
          account: record['recipientAccountId'] ?? null,
          time: record['eventTime'] ?? null,
          region: record['awsRegion'] ?? null,
          resources: [],
          detail: record,
        })),
      ),
    },
  ],
};

/** A CloudWatch Logs subscription: messages with the record as JSON text, gzip. */
export const cloudWatch: CloudTrailShape = {
  id: 'cloudwatch-subscription',
  title: 'CloudWatch Logs subscription',
  lacks: [],
  gzip: true,
  write: (_events, records) =>
    batches(records, 40).map((batch, index) => ({
      path: `cloudwatch/delivery-${index + 1}.json`,
      text: JSON.stringify({
        messageType: 'DATA_MESSAGE',
        owner: batch[0]?.['recipientAccountId'] ?? null,
        logGroup: 'aws-cloudtrail-logs',
        logStream: 'trail',
        subscriptionFilters: ['all'],
        logEvents: batch.map((record, at) => ({
          id: String(at).padStart(56, '0'),
          timestamp: Date.parse(textOf(record['eventTime'])),
          message: JSON.stringify(record),
        })),
      }),
    })),
};

export const lines: CloudTrailShape = {
  id: 'lines',
  title: 'JSON Lines',
  lacks: [],
  write: (_events, records) => [{ path: 'cloudtrail.jsonl', text: jsonLines(records) }],
};

export const array: CloudTrailShape = {
  id: 'array',
  title: 'JSON array, pretty-printed',
  lacks: [],
  write: (_events, records) => [{ path: 'cloudtrail.json', text: JSON.stringify(records, null, 3) }],
};

/** Logstash's documents: the event's time is in `@timestamp` alone. */
export const logstash: CloudTrailShape = {
  id: 'logstash',
  title: 'Logstash documents',
  lacks: [],
  write: (_events, records) => [
    {
      path: 'logstash.json',
      text: jsonLines(
        records.map((record): JsonObject => {
          const { eventTime, ...rest } = record;
          return { ...rest, '@version': '1', '@timestamp': textOf(eventTime).replace('Z', '.000Z') };
        }),
      ),
    },
  ],
};
