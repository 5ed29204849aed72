import { isRecord } from '../observed-names.js';
import type { JsonRecord } from '../source.js';

/** True of an activity of the Reports API: what it is about, and at least one event. */
export function isActivity(record: JsonRecord): boolean {
  const { id } = record;
  if (!isRecord(id) || typeof id['applicationName'] !== 'string') return false;
  return isRecord(record['event']) || eventsOf(record).length > 0;
}

/** The events of an activity. */
export function eventsOf({ events }: JsonRecord): readonly unknown[] {
  return Array.isArray(events) ? events : [];
}
