import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { benignSignIns, riskEventTypes, signInCategories, signInScenarios } from '@interloper/emulate';
import { namedAccounts } from './support/verdict.js';
import { tenant } from './support/sample.js';

const at = Date.UTC(2026, 2, 11, 12);

test('every file of scenarios/ is in the registry, and nothing else', () => {
  const files = readdirSync(fileURLToPath(new URL('../src/scenarios/', import.meta.url)));
  expect(files.map((name) => name.replace(/\.ts$/, '')).toSorted()).toEqual(
    [...signInScenarios.keys()].toSorted(),
  );
});

describe.each([...signInScenarios.values()].map((scenario) => [scenario.id, scenario] as const))(
  '%s',
  (_id, scenario) => {
    const { events, compromised, notCompromised } = scenario.compose(tenant, { at });

    test('names the accounts that an independent reading of its events names', () => {
      expect(namedAccounts(events)).toEqual(compromised.map(({ account }) => account).toSorted());
      expect(compromised.length > 0).toBe(scenario.kind === 'attack');
    });

    test('gives a verdict on every account that appears, and on no other', () => {
      const verdicts = [...compromised, ...notCompromised].map(({ account }) => account);
      const appearing = events.map(
        ({ user, servicePrincipal }) => user?.principalName ?? servicePrincipal?.displayName,
      );
      expect(new Set(verdicts)).toEqual(new Set(appearing));
      expect(verdicts).toHaveLength(new Set(verdicts).size);
    });

    test('is told in order of time, from its beginning on, the same each time', () => {
      const times = events.map(({ createdDateTime }) => createdDateTime);
      expect(times).toEqual(times.toSorted());
      expect(Math.floor(Date.parse(times[0] ?? '') / 60_000)).toBe(at / 60_000);
      expect(scenario.compose(tenant, { at }).events).toEqual(events);
    });

    test('is recorded after it happened', () => {
      expect(events.filter(({ createdDateTime, recordTime }) => recordTime <= createdDateTime)).toEqual([]);
    });
  },
);

test('a risky sign-in can be of each type of Identity Protection', () => {
  const scenario = signInScenarios.get('risky-sign-in');
  for (const riskEventType of riskEventTypes) {
    const outcome = scenario?.compose(tenant, { at, riskEventType, level: 'medium' });
    expect(outcome?.events.map(({ risk }) => risk.eventTypes)).toEqual([[riskEventType]]);
    expect(outcome?.compromised[0]).toMatchObject({ severity: 'medium' });
  }
  expect(riskEventTypes).toEqual(
    expect.arrayContaining(['mcasImpossibleTravel', 'unlikelyTravel', 'impossibleTravel', 'nationStateIP']),
  );
});

test('the spray fails on all but one, within ten minutes and from one address', () => {
  const { events } = signInScenarios.get('password-spray')!.compose(tenant, { at });
  expect(new Set(events.map(({ ipAddress }) => ipAddress)).size).toBe(1);
  expect(new Set(events.map(({ user }) => user?.id)).size).toBe(tenant.users.length);
  expect(events.filter(({ status }) => status.errorCode === 0)).toHaveLength(1);
  expect(events.filter(({ risk }) => risk.eventTypes.length > 0)).toHaveLength(1);
  const span =
    Date.parse(events.at(-1)?.createdDateTime ?? '') - Date.parse(events[0]?.createdDateTime ?? '');
  expect(span).toBeLessThanOrEqual(600_000);
});

test('everyday sign-ins are in order, name nobody, and record the open step of a second factor beside its success', () => {
  const events = [
    ...benignSignIns(tenant, { from: '2026-03-02', days: 7, perUserPerDay: 3, categories: signInCategories }),
  ];
  const times = events.map(({ createdDateTime }) => createdDateTime);
  expect(times).toEqual(times.toSorted());
  expect(namedAccounts(events)).toEqual([]);
  const pending = events.filter(({ status }) => status.errorCode === 50074);
  expect(pending.length).toBeGreaterThan(0);
  for (const { correlationId } of pending) {
    const attempt = events.filter((event) => event.correlationId === correlationId);
    expect(attempt.map(({ status }) => status.errorCode)).toEqual([50074, 0]);
  }
});
