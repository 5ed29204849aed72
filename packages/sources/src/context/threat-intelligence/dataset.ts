import type { DatasetColumn, Scan } from '@interloper/plan';

/** Its null is no gap in the data: an indicator has what it is about. */
const carried = 'whole';

const texts = [
  'id',
  'observable_key',
  'observable_value',
  'kind',
  'first_address',
  'last_address',
  'pattern',
  'name',
  'description',
  'tags',
  'threat_types',
  'traffic_light',
  'provider',
];

const columns: readonly DatasetColumn[] = [
  { name: 'whole', type: 'bool' },
  ...texts.map((name): DatasetColumn => ({ name, type: 'string', carried })),
  { name: 'single', type: 'bool', carried },
  { name: 'confidence', type: 'real', carried },
  { name: 'created', type: 'datetime', carried },
  { name: 'modified', type: 'datetime', carried },
  { name: 'valid_from', type: 'datetime', carried },
  { name: 'valid_until', type: 'datetime', carried },
  { name: 'revoked', type: 'bool', carried },
  { name: 'disabled', type: 'bool', carried },
  { name: 'data', type: 'dynamic', carried },
];

/** All indicators of threats, from every file. */
export const threatIndicators: Scan = { kind: 'scan', dataset: 'threat_indicators', columns };
