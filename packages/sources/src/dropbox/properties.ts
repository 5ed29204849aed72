import type { PropertyMap } from '../stored-log/json-records.js';

/** The fields of an event, which the dataset's columns are named after. */
export const properties: PropertyMap = {
  timestamp: 'timestamp',
  event_category: 'event_category',
  event_type: 'event_type',
  details: 'details',
  actor: 'actor',
  origin: 'origin',
  context: 'context',
  participants: 'participants',
  assets: 'assets',
  involve_non_team_member: 'involve_non_team_member',
};
