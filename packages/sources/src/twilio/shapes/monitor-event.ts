import type { Shape } from '../../source.js';
import { monitorShape } from '../monitor-shape.js';
import { monitorProperties } from '../properties.js';

/** An event of `GET /v1/Events`, in pages, arrays, lines or CSV (log-format reference, section 13). */
export const monitorEvent: Shape = monitorShape(
  { id: 'twilio-monitor-event', title: 'Twilio Monitor events (API pages, lines, CSV)' },
  monitorProperties,
  ['event_type', 'resource_sid', 'event_date'],
);
