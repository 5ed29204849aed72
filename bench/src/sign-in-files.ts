import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { benignSignIns, composeTenant, streamGraphPages, streamNdjson } from '@interloper/emulate';
import type { SignIn } from '@interloper/emulate';
import { composed } from './composed.js';

/**
 * So many sign-ins (deterministic: the same every time) as one file of lines (Graph beta). One in a hundred carries a
 * risk, one in two thousand crosses tenants with a single factor, one in twelve fails.
 */
export function signInLines(count: number): string {
  const folder = composed(`sign-in-lines-${count}`, `${count.toLocaleString('en')} sign-ins`, (base) => {
    const file = openSync(join(base, 'sign-ins.ndjson'), 'w');
    for (const chunk of streamNdjson('graph-beta-selected', signIns(count))) writeSync(file, chunk);
    closeSync(file);
  });
  return join(folder, 'sign-ins.ndjson');
}

/** The folder of the same sign-ins in Graph v1.0 pages of 2 MB. */
export function signInPages(count: number): string {
  return composed(`sign-in-pages-${count}`, `pages of ${count.toLocaleString('en')} sign-ins`, (base) => {
    const options = { pageBytes: 2_000_000, pageSize: 100_000 };
    for (const { path, content } of streamGraphPages('v1.0', signIns(count), options))
      writeFileSync(join(base, path), content);
  });
}

const riskTypes = [
  'unfamiliarFeatures',
  'anonymizedIPAddress',
  'mcasImpossibleTravel',
  'maliciousIPAddress',
  'anomalousToken',
];

function* signIns(count: number): Generator<SignIn> {
  const tenant = composeTenant('bench', {});
  const perUserPerDay = Math.ceil(count / 30 / tenant.users.length) + 1;
  let number = 0;
  for (const event of benignSignIns(tenant, { from: '2026-01-01', days: 30, perUserPerDay })) {
    if (number === count) return;
    number += 1;
    yield varied(event, number);
  }
  throw new Error(`only ${number} of ${count} sign-ins were composed`);
}

function varied(event: SignIn, number: number): SignIn {
  if (number % 100 === 0) {
    const level = number % 300 === 0 ? 'high' : 'medium';
    const type = riskTypes[(number / 100) % riskTypes.length] ?? 'generic';
    return {
      ...event,
      risk: {
        ...event.risk,
        levelDuringSignIn: level,
        levelAggregated: level,
        state: 'atRisk',
        eventTypes: [type],
      },
    };
  }
  if (number % 2000 === 1) {
    return {
      ...event,
      homeTenantId: '7a1d6f0e-2b9c-4d35-8e41-c0ffee5e0001',
      authentication: { ...event.authentication, requirement: 'singleFactorAuthentication' },
    };
  }
  return event;
}
