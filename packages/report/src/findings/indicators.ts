import type { Indicator } from '@interloper/detect';
import { renderCsv } from '../query/csv.js';

/** Indicators as CSV, a line each; lists are separated by `; `. */
export function renderIndicatorsCsv(indicators: readonly Indicator[]): Generator<string> {
  return renderCsv(
    COLUMNS.map((name) => ({ name })),
    indicators.map((each) => [
      each.type,
      each.value,
      each.exclusive,
      each.why,
      each.firstSeen,
      each.lastSeen,
      each.severity,
      each.alerts,
      each.accounts.join('; '),
      each.detections.join('; '),
    ]),
  );
}

const COLUMNS = [
  'type',
  'value',
  'exclusive',
  'why',
  'first_seen',
  'last_seen',
  'severity',
  'alerts',
  'accounts',
  'detections',
] as const;
