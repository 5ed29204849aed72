import type { ViewColumn } from '@interloper/plan';
import { named, propertyColumns } from '../stored-log/views.js';
import { log } from './log.js';
import { properties } from './properties.js';

/** The event's own names: `event_type..tag`, as Splunk extracts it, is also `event_type._tag` and `event_type.tag`. */
export const rawColumns: readonly ViewColumn[] = [
  ...propertyColumns(log, properties),
  ...log.pathColumns.map(({ name }) =>
    named(
      log,
      name,
      name,
      name.includes('..tag') ? [name.replaceAll('..tag', '._tag'), name.replaceAll('..tag', '.tag')] : [],
    ),
  ),
];
