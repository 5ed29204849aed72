import type { ViewColumn } from '@interloper/plan';
import { named, propertyColumns } from '../stored-log/views.js';
import { log } from './log.js';
import { dataFields, monitorProperties, spellingsOf, streamProperties } from './properties.js';

/** Monitor's own names. */
export const monitorColumns: readonly ViewColumn[] = propertyColumns(log, monitorProperties);

/** Event Streams' own names; those inside `data` in every spelling that products use. */
export const streamColumns: readonly ViewColumn[] = [
  ...propertyColumns(log, streamProperties),
  ...Object.entries(dataFields)
    .filter(([name]) => name !== 'DataTimestamp')
    .map(([column, name]) => {
      const [first = name, ...others] = spellingsOf(name).map((key) => `data.${key}`);
      return named(log, first, column, others);
    }),
];
