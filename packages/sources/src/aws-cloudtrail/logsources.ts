import type { LogsourceView } from '@interloper/plan';
import { named, rawColumns } from './raw-names.js';
import { scan } from './tables.js';

/** CloudTrail as Sigma knows it: `product: aws`, `service: cloudtrail`, with the record's own names (section 15). */
export const logsources: readonly LogsourceView[] = [
  {
    name: 'aws/cloudtrail',
    title: 'AWS CloudTrail events',
    scan,
    logsources: [{ product: 'aws', service: 'cloudtrail' }],
    columns: [named('TimeGenerated', 'TimeGenerated'), ...rawColumns],
    time: 'TimeGenerated',
  },
];
