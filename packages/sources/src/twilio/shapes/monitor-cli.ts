import type { Shape } from '../../source.js';
import { monitorShape } from '../monitor-shape.js';
import { camelName, monitorProperties } from '../properties.js';

/** The same as Twilio's command line and its libraries print it: `eventType` for `event_type`. */
export const monitorCli: Shape = monitorShape(
  { id: 'twilio-monitor-cli', title: 'Twilio Monitor events (twilio CLI, libraries)' },
  Object.fromEntries(Object.entries(monitorProperties).map(([name, target]) => [camelName(name), target])),
  ['eventType', 'resourceSid', 'eventDate'],
);
