import { call } from '@interloper/plan';
import type { ViewColumn } from '@interloper/plan';
import { derived, named, stored } from '../stored-log/views.js';
import { log, usualParameters } from './log.js';

/** The activity by Google's own names; rules call its event `event` (Splunk's add-on) or `events` (the API). */
export const rawColumns: readonly ViewColumn[] = [
  named(log, 'kind', 'Kind'),
  derived('id.time', call('isoText', [stored(log, 'ActivityTime')])),
  named(log, 'id.uniqueQualifier', 'UniqueQualifier'),
  named(log, 'id.applicationName', 'ApplicationName'),
  named(log, 'id.customerId', 'CustomerId'),
  named(log, 'etag', 'Etag'),
  named(log, 'actor.email', 'ActorEmail'),
  named(log, 'actor.profileId', 'ActorProfileId'),
  named(log, 'actor.callerType', 'ActorCallerType'),
  named(log, 'actor.key', 'ActorKey'),
  named(log, 'ownerDomain', 'OwnerDomain'),
  named(log, 'ipAddress', 'IPAddress', ['ip_address']),
  named(log, 'networkInfo', 'NetworkInfo'),
  named(log, 'event.name', 'EventName', ['events.name', 'events{}.name']),
  named(log, 'event.type', 'EventType', ['events.type', 'events{}.type']),
  named(log, 'event.parameters', 'Parameters', ['events.parameters', 'events{}.parameters']),
  named(log, 'event', 'Event', ['events']),
  ...usualParameters.map((name) => named(log, name, `Values.${name}`)),
];
