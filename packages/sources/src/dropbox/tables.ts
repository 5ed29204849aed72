import type { View, ViewColumn } from '@interloper/plan';
import { derived, named, tableViews } from '../stored-log/views.js';
import { firstAt, log } from './log.js';

/** What queries ask for first, so that they need not go into the JSON. */
const flat: readonly ViewColumn[] = [
  named(log, 'EventCategory', 'event_category..tag'),
  named(log, 'EventType', 'event_type..tag'),
  named(log, 'EventDescription', 'event_type.description'),
  named(log, 'ActorType', 'actor..tag'),
  derived('ActorEmail', firstAt('actor', 'user.email', 'admin.email', 'reseller.reseller_email')),
  derived('ActorAccountId', firstAt('actor', 'user.account_id', 'admin.account_id')),
  named(log, 'ContextEmail', 'context.email'),
  named(log, 'IPAddress', 'origin.geo_location.ip_address'),
  named(log, 'City', 'origin.geo_location.city'),
  named(log, 'Region', 'origin.geo_location.region'),
  named(log, 'Country', 'origin.geo_location.country'),
  named(log, 'AccessMethod', 'origin.access_method..tag'),
  named(log, 'LoginMethod', 'details.login_method..tag'),
];

/** The events as KQL knows them: Dropbox's own names, and the flat ones. */
export const tables: readonly View[] = tableViews(log, 'Dropbox').map((table) => ({
  ...table,
  columns: [...table.columns, ...flat],
}));
