import type { Json } from '@interloper/sql';

/** An event of the morning: its id, a call that normalises it, and every column that holds something. */
export type ExpectedEvent = readonly [id: string, call: string, row: Readonly<Record<string, Json>>];

/** What is so of every event of a schema. */
export function common(
  schema: string,
  version: string,
  type: string,
  time: string,
): Readonly<Record<string, Json>> {
  return {
    TimeGenerated: time,
    EventStartTime: time,
    EventEndTime: time,
    EventCount: 1,
    EventSchema: schema,
    EventSchemaVersion: version,
    Type: type,
  };
}

/** What all events of CloudTrail say. */
export const aws = {
  EventVendor: 'AWS',
  EventProduct: 'CloudTrail',
  EventProductVersion: '1.08',
  HttpUserAgent: 'Mozilla/5.0 (Example)',
};
