import type { Scan } from '@interloper/plan';

/**
 * Where addresses are and whose they are, as far as rules have asked: `geography` is what the plan's
 * `addressGeography` gives, the other columns are its parts.
 */
export const ipGeography: Scan = {
  kind: 'scan',
  dataset: 'ip_geography',
  columns: [
    { name: 'address', type: 'string' },
    { name: 'geography', type: 'dynamic' },
    { name: 'country', type: 'string' },
    { name: 'state', type: 'string' },
    { name: 'city', type: 'string' },
    { name: 'continent', type: 'string' },
    { name: 'timezone', type: 'string' },
    { name: 'latitude', type: 'real' },
    { name: 'longitude', type: 'real' },
    { name: 'asn', type: 'long' },
    { name: 'organisation', type: 'string' },
  ],
};
