import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { severities } from '@interloper/detect';
import type { DetectionResult } from '@interloper/detect';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadFiles, shippedDetection } from './support/run-on-sign-ins.js';

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));

/** Written by hand before the logs were composed. */
const answers = z
  .object({
    now: z.string(),
    accounts: z.array(
      z.object({
        account: z.string(),
        severity: z.enum(severities),
        found: z.record(z.string(), z.array(z.string())),
      }),
    ),
    notCompromised: z.array(z.object({ account: z.string() })),
  })
  .parse(JSON.parse(readFileSync(join(examples, 'expected.json'), 'utf8')));

const SLUG = 'compromised-account-sign-in';
const named = answers.accounts.flatMap(({ account, severity, found }) => {
  const why = found[SLUG];
  return why === undefined ? [] : [{ account, severity, why }];
});

describe('the sign-ins of the examples', () => {
  let result: DetectionResult;
  beforeAll(async () => {
    const logs = join(examples, 'logs', 'entra');
    const files = readdirSync(logs, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({ path: entry.name, content: readFileSync(join(entry.parentPath, entry.name)) }));
    const loaded = await loadFiles(files);
    const detection = await shippedDetection(SLUG);
    result = await loaded.run(detection, { from: '2026-03-01T00:00:00Z', now: answers.now });
    await loaded.close();
  });

  test('name the accounts that an analyst would, with the same severities and reasons', () => {
    const found = result.accounts.map(({ account, severity, why }) => [
      account,
      { severity, why: why.toSorted() },
    ]);
    const expected = named.map(({ account, severity, why }) => [account, { severity, why: why.toSorted() }]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });

  test('do not name those that only look like one', () => {
    const found = new Set(result.accounts.map(({ account }) => account));
    expect(answers.notCompromised.filter(({ account }) => found.has(account))).toEqual([]);
  });

  test('rank the worse before the better', () => {
    const order = result.accounts.map(({ severity }) => severities.indexOf(severity));
    expect(order).toEqual(order.toSorted((left, right) => right - left));
  });

  test('give the same in KQL, SPL and Sigma', () => {
    expect(result.agreement).toMatchObject([{ languages: ['kql', 'spl', 'sigma'], equal: true }]);
  });
});
