import type { Source } from '../source.js';
import { tableViews } from '../stored-log/views.js';
import { classOf, isAthenaText } from './class-of.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { classes, log } from './log.js';
import { logsources } from './logsources.js';
import { event } from './shapes/event.js';
import { sourcetypes } from './sourcetypes.js';

/** Events in the Open Cybersecurity Schema Framework, whatever product they come from. */
export const ocsf: Source = {
  id: 'ocsf',
  title: 'OCSF events (Amazon Security Lake and other normalised logs)',
  dataset,
  shapes: [event],
  refuses: (record) => {
    const uid = classOf(record);
    if (uid === undefined) return undefined;
    if (isAthenaText(record))
      return 'OCSF rows in a CSV of Athena, whose structures cannot be read (export JSON or Parquet)';
    if (classes.some((item) => item.uid === uid)) return undefined;
    const { class_name: name } = record;
    return `OCSF class ${uid}${typeof name === 'string' ? ` (${name})` : ''}`;
  },
  tables: tableViews(log, 'OCSF'),
  sourcetypes,
  logsources,
  activities,
  exportHelp:
    'The Parquet files of Amazon Security Lake as they lie in its bucket (aws/CLOUD_TRAIL_MGMT and other sources; aws s3 ' +
    'sync), rows of Athena exported with UNLOAD (Parquet or JSON), or the JSON of any product that writes OCSF 1.0 or later.',
};
