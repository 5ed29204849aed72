import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  azureMonitorRecord,
  writeSignIns,
  type JsonObject,
  type SignIn,
  type SignInCategory,
} from '@interloper/emulate';
import { sample, textOf } from './support/sample.js';

function first(category: SignInCategory, matches: (event: SignIn) => boolean = () => true): SignIn {
  const event = sample.find((candidate) => candidate.category === category && matches(candidate));
  if (event === undefined) throw new Error(`the sample has no such ${category} sign-in`);
  return event;
}

/** The record as it is read back, so that `undefined` cannot hide. */
function record(
  event: SignIn,
  options?: Parameters<typeof azureMonitorRecord>[1],
): JsonObject & { properties: JsonObject } {
  return JSON.parse(JSON.stringify(azureMonitorRecord(event, options))) as JsonObject & {
    properties: JsonObject;
  };
}

test('the envelope has its keys, in the reference’s spelling', () => {
  const failure = record(first('interactive', ({ status }) => status.errorCode === 50126));
  // Reference, sections 2.3 and 17, test 1.
  expect(Object.keys(failure)).toEqual(
    (
      'time resourceId operationName operationVersion category tenantId resultType resultSignature resultDescription ' +
      'durationMs callerIpAddress correlationId identity Level location properties'
    ).split(' '),
  );
  expect(failure).toMatchObject({
    operationName: 'Sign-in activity',
    operationVersion: '1.0',
    category: 'SignInLogs',
    resultType: '50126',
    resultSignature: 'None',
    durationMs: 0,
    Level: 4,
  });
  expect(failure.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
});

test('absent values are left out, never null, but for the user id of an application', () => {
  for (const event of sample) {
    const { userId, ...properties } = record(event).properties;
    expect(Object.values(properties)).not.toContain(null);
    expect(userId === null).toBe(event.user === null);
  }
  const success = record(
    first('interactive', ({ status }) => status.errorCode === 0 && status.additionalDetails === null),
  );
  expect(success).not.toHaveProperty('resultDescription');
  expect(success.properties.status).toEqual({ errorCode: 0 });
});

test('applications have no user keys, and the filler risk level', () => {
  const { properties, category } = record(first('servicePrincipal'));
  expect(category).toBe('ServicePrincipalSignInLogs');
  expect(Object.keys(properties).filter((key) => key.startsWith('user'))).toEqual(['userId']);
  expect(properties).toMatchObject({ riskLevelDuringSignIn: 'low', riskState: 'none' });
});

test('a managed identity has an empty address and zero coordinates', () => {
  const { properties, category, ...envelope } = record(first('managedIdentity'));
  expect(category).toBe('ManagedIdentitySignInLogs');
  expect(envelope).not.toHaveProperty('callerIpAddress');
  expect(properties).toMatchObject({
    ipAddress: '',
    location: { city: '', state: '', countryOrRegion: '', geoCoordinates: { latitude: 0, longitude: 0 } },
    managedServiceIdentity: { msiType: 'systemAssigned' },
  });
});

test('createdDateTime is the same instant in another zone', () => {
  const event = first('interactive');
  const there = record(event, { offsetMinutes: -300, textNumbers: true });
  const created = z.string().parse(there.properties.createdDateTime);
  expect(created).toMatch(/\.\d{7}-05:00$/);
  expect(Date.parse(created)).toBe(Date.parse(event.createdDateTime));
  expect(there).toMatchObject({ time: event.recordTime, Level: '4', durationMs: '0' });
  expect(record(event).properties.createdDateTime).toBe(`${event.createdDateTime.slice(0, 27)}+00:00`);
});

test('blobs stand under container, tenant and the hour of the record', () => {
  for (const { path, content } of writeSignIns('storage-lines', sample)) {
    const parts =
      /^insights-logs-(\w+)\/tenantId=([0-9a-f-]{36})\/y=(\d{4})\/m=(\d\d)\/d=(\d\d)\/h=(\d\d)\/m=00\/PT1H\.json$/.exec(
        path,
      );
    expect(parts, path).not.toBeNull();
    const [, container, tenantId, year, month, day, hour] = parts ?? [];
    for (const line of textOf(content).trimEnd().split('\n')) {
      const written = JSON.parse(line) as { category: string; tenantId: string; time: string };
      expect(written.category.toLowerCase()).toBe(container);
      expect(written.tenantId).toBe(tenantId);
      expect(written.time.slice(0, 13)).toBe(`${year}-${month}-${day}T${hour}`);
    }
  }
});
