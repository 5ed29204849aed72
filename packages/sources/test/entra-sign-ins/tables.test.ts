import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findField } from '@interloper/plan';
import type { View } from '@interloper/plan';
import { describe, expect, test } from 'vitest';
import { entraSignIns } from '../../src/entra-sign-ins/source.js';

const schemas = fileURLToPath(new URL('../../../../../shared/reference/schemas/', import.meta.url));
const absent = !existsSync(schemas);
if (absent)
  process.stderr.write('skipped: ../shared/reference/schemas, the official columns, is not there\n');

interface Schema {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Microsoft's table reference is the truth; the schemas are its transcription. */
describe.skipIf(absent)('the KQL tables', () => {
  // The old names of Defender's two tables have no schema of their own.
  const tables = entraSignIns.tables.filter(({ name }) => !name.endsWith('Beta'));
  test.each(tables.map((view) => [view.name, view] as const))(
    '%s has the official columns and types',
    (name, view) => {
      const official = JSON.parse(readFileSync(`${schemas}${name}.json`, 'utf8')) as Schema;
      const columns = view.columns.map(({ name: column, type }) => ({ name: column, type }));
      expect(columns.slice(0, official.columns.length)).toEqual(
        official.columns.map(({ name: column, type }) => ({ name: column, type })),
      );
      expect(columns.slice(official.columns.length).map((item) => `${item.name}:${item.type}`)).toEqual(
        further(name),
      );
    },
  );
});

/** What published rules ask the tables for besides. */
function further(table: string): readonly string[] {
  switch (table) {
    case 'SigninLogs':
      return ['ClientSessionId:string', 'RootActorID:string'];
    case 'AADNonInteractiveUserSignInLogs':
      return ['ConditionalAccessPoliciesV2:dynamic', 'RootActorID:string'];
    case 'EntraIdSignInEvents':
    case 'EntraIdSpnSignInEvents':
      return ['TimeGenerated:datetime', 'TenantId:string', 'SourceSystem:string', 'Type:string'];
    default:
      return [];
  }
}

describe('fields by the names rules use', () => {
  const view = (name: string): View => {
    const found = [...entraSignIns.tables, ...entraSignIns.sourcetypes, ...entraSignIns.logsources].find(
      (item) => item.name === name,
    );
    if (found === undefined) throw new Error(`no view ${name}`);
    return found;
  };

  // The names are those of section 15 of the log-format reference (SigmaHQ) and section 2.6 (Splunk's add-ons).
  test.each([
    ['azure/signinlogs', 'resultType', 'ResultType', []],
    ['azure/signinlogs', 'properties.authenticationRequirement', 'AuthenticationRequirement', []],
    ['azure/signinlogs', 'location', 'Location', []],
    ['azure/signinlogs', 'properties.location.countryOrRegion', 'LocationDetails.countryOrRegion', []],
    ['azure/signinlogs', 'DeviceDetail.isCompliant', 'DeviceDetail.isCompliant', []],
    ['azure/signinlogs', 'DeviceDetail.trusttype', 'DeviceDetail.trustType', []],
    ['azure/signinlogs', 'callerIpAddress', 'IPAddress', []],
    ['azure/signinlogs', 'ClientApp', 'ClientAppUsed', []],
    ['azure/signinlogs', 'properties.riskEventTypes_v2', 'RiskEventTypes_V2', []],
    ['azure/signinlogs', 'homeTenantId', 'HomeTenantId', []],
    ['azure/signinlogs', 'properties.status.errorCode', 'Status.errorCode', []],
    ['azure:aad:signin', 'status.errorCode', 'status', ['errorCode']],
    ['azure:aad:signin', 'location.city', 'location', ['city']],
    ['azure:aad:signin', 'riskEventTypes_v2{}', 'riskEventTypes_v2', []],
    ['azure:aad:signin', 'src_ip', 'src', []],
    ['azure:aad:signin', 'resultType', 'resultType', []],
    ['azure:monitor:aad', 'properties.status.errorCode', 'properties.status', ['errorCode']],
    ['azure:monitor:aad', 'properties.location.countryOrRegion', 'properties.location', ['countryOrRegion']],
    ['azure:monitor:aad', 'location', 'location', []],
    ['azure:monitor:aad', 'callerIpAddress', 'callerIpAddress', []],
  ])('%s finds %s', (name, field, column, path) => {
    const match = findField(view(name), field);
    expect([match?.column.name, match?.path]).toEqual([column, path]);
  });
});
