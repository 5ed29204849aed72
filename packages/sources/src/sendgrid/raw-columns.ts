import type { ViewColumn } from '@interloper/plan';
import { named, propertyColumns } from '../stored-log/views.js';
import { log } from './log.js';
import { properties } from './properties.js';

/** The event's own names, and the sender's arguments below `custom_args`. */
export const rawColumns: readonly ViewColumn[] = [
  ...propertyColumns(log, properties),
  ...log.pathColumns.map(({ name }) => named(log, name, name)),
  named(log, 'custom_args', 'custom_args'),
];
