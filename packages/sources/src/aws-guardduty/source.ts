import type { Source } from '../source.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { finding } from './shapes/finding.js';
import { tableRow } from './shapes/table-row.js';
import { logsources, sourcetypes, tables } from './views.js';

/** AWS GuardDuty: what it found in CloudTrail, flow logs and DNS. */
export const awsGuardDuty: Source = {
  id: 'aws-guardduty',
  title: 'AWS GuardDuty',
  dataset,
  shapes: [finding, tableRow],
  refuses: () => undefined,
  tables,
  sourcetypes,
  logsources,
  activities,
  exportHelp:
    'The export of findings to S3 (settings of GuardDuty, .jsonl.gz), an EventBridge rule for “GuardDuty Finding”, or ' +
    'aws guardduty list-findings and get-findings (50 ids at a time) all have every field.',
};
