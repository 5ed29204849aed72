import type { ViewColumn } from '@interloper/plan';
import { derived, named } from '../stored-log/views.js';
import { auditFields } from './fields.js';
import { log } from './log.js';
import { milliseconds } from './tables.js';

/** The record by its own names; times are milliseconds since 1970. */
export const rawColumns: readonly ViewColumn[] = [
  derived('@timestamp', milliseconds('Timestamp')),
  derived('created_at', milliseconds('CreatedAt')),
  ...auditFields.map(({ name, column }) => named(log, name, column)),
];
