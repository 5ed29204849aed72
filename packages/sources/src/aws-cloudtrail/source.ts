import type { JsonRecord, Source } from '../source.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { identities } from './identities.js';
import { logsources } from './logsources.js';
import { isNotification, record } from './shapes/record.js';
import { tableRow } from './shapes/table-row.js';
import { sourcetypes } from './sourcetypes.js';
import { tables } from './tables.js';

/** AWS CloudTrail: management and data events of all services, console sign-ins among them. */
export const awsCloudTrail: Source = {
  id: 'aws-cloudtrail',
  title: 'AWS CloudTrail',
  dataset,
  shapes: [record, tableRow],
  refuses,
  tables,
  sourcetypes,
  logsources,
  identities,
  activities,
  exportHelp:
    'The trail’s log files in S3 have every field: aws s3 sync s3://BUCKET/AWSLogs/ logs. Without a trail, ' +
    'aws cloudtrail lookup-events (90 days of management events, one region at a time) has them too, inside ' +
    'CloudTrailEvent. Calls of S3 objects, of Lambda functions and SES sending are data events, which a trail ' +
    'records only when it is told to. The event history’s CSV lacks nearly everything: download its JSON.',
};

/** Files that lie beside the log files, and what resembles CloudTrail. */
function refuses(value: JsonRecord): string | undefined {
  if ('digestStartTime' in value && 'logFiles' in value) return 'CloudTrail digest file';
  if (value['eventType'] === 'AwsCloudTrailInsight' || 'insightDetails' in value)
    return 'CloudTrail Insights event';
  if (isNotification(value) && 's3' in value) return 'S3 event notification';
  if ('Event name' in value && 'Event source' in value)
    return 'CloudTrail event history (CSV of the console)';
  return undefined;
}
