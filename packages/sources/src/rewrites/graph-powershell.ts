import { isRecord } from '../observed-names.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/** Names that are not the Graph name with a capital. */
const irregular: Readonly<Record<string, string>> = {
  IPAddress: 'ipAddress',
  IPAddressFromResourceProvider: 'ipAddressFromResourceProvider',
  RiskEventTypesV2: 'riskEventTypes_v2',
  RiskEventTypes_v2: 'riskEventTypes_v2',
};

/**
 * Objects of the Microsoft Graph PowerShell module through ConvertTo-Json: Graph's names in PascalCase at every level
 * and an `AdditionalProperties` on every object (log-format reference, section 2.2).
 */
export const graphPowerShell: Rewrite = {
  id: 'graph-powershell',
  title: 'Microsoft Graph PowerShell (ConvertTo-Json)',
  recognises: (record) =>
    ('AdditionalProperties' in record || 'RiskEventTypesV2' in record) &&
    'CreatedDateTime' in record &&
    'Id' in record,
  rewrite: (record) => {
    const additional = record['AdditionalProperties'];
    return { ...(isRecord(additional) ? additional : {}), ...camelRecord(record) };
  },
};

function camelRecord(record: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name !== 'AdditionalProperties')
      .map(([name, value]) => [camelName(name), camelValue(value)]),
  );
}

function camelValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelValue);
  if (isRecord(value)) return camelRecord(value);
  return typeof value === 'string' ? isoOfPowerShell(value) : value;
}

function camelName(name: string): string {
  return irregular[name] ?? name.charAt(0).toLowerCase() + name.slice(1);
}

/** Windows PowerShell writes dates as `/Date(1615662941000)/`. */
function isoOfPowerShell(value: string): string {
  const milliseconds = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(value)?.[1];
  return milliseconds === undefined ? value : new Date(Number(milliseconds)).toISOString();
}
