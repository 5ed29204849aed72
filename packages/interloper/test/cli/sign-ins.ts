import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A sign-in as Microsoft Graph (beta) writes it, with what a test says of it. */
export function graphSignIn(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return {
    id: '11111111-0000-4000-8000-000000000000',
    createdDateTime: '2026-03-04T08:00:00Z',
    userDisplayName: 'Mina Okafor',
    userPrincipalName: 'mina.okafor@alderfinch.example',
    userId: '22222222-0000-4000-8000-000000000001',
    appId: '33333333-0000-4000-8000-000000000001',
    appDisplayName: 'Office 365',
    ipAddress: '198.51.100.7',
    clientAppUsed: 'Browser',
    conditionalAccessStatus: 'success',
    isInteractive: true,
    signInEventTypes: ['interactiveUser'],
    authenticationRequirement: 'multiFactorAuthentication',
    riskDetail: 'none',
    riskLevelAggregated: 'none',
    riskLevelDuringSignIn: 'none',
    riskState: 'none',
    riskEventTypes_v2: [],
    resourceDisplayName: 'Office 365',
    status: { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
    deviceDetail: { browser: 'Edge 140', operatingSystem: 'Windows 11' },
    location: { city: 'Lisbon', state: '', countryOrRegion: 'PT', geoCoordinates: {} },
    homeTenantId: '44444444-0000-4000-8000-000000000001',
    resourceTenantId: '44444444-0000-4000-8000-000000000001',
    ...fields,
  };
}

/** The page of Graph that holds them. */
export function graphPage(signIns: readonly unknown[]): string {
  return JSON.stringify({
    '@odata.context': 'https://graph.microsoft.com/beta/$metadata#auditLogs/signIns',
    value: signIns,
  });
}

/** A folder with files, and its removal. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): {
  readonly path: string;
  readonly file: (name: string) => string;
  readonly remove: () => void;
} {
  const path = mkdtempSync(join(tmpdir(), 'interloper-test-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return {
    path,
    file: (name) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
