import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benignSignIns, composeTenant, streamGraphPages, streamNdjson } from '@interloper/emulate';
import type { SignIn } from '@interloper/emulate';

const folder = fileURLToPath(new URL('../data/', import.meta.url));

/** The files of a benchmark: a folder of Graph v1.0 pages of 2 MB, and the same sign-ins as one file of lines (beta). */
export interface SignInFiles {
  readonly lines: string;
  readonly pages: string;
}

/**
 * Composes so many sign-ins (deterministic: the same every time) unless they are there already. One in a hundred
 * carries a risk, one in two thousand crosses tenants with a single factor, one in twelve fails.
 */
export function signInFiles(count: number): SignInFiles {
  const base = join(folder, `sign-ins-${count}`);
  const files = { lines: join(base, 'lines', 'sign-ins.ndjson'), pages: join(base, 'pages') };
  if (existsSync(join(base, 'complete'))) return files;
  process.stderr.write(`composing ${count.toLocaleString('en')} sign-ins (once)\n`);
  rmSync(base, { recursive: true, force: true });
  mkdirSync(join(base, 'lines'), { recursive: true });
  mkdirSync(files.pages, { recursive: true });
  const partial = `${files.lines}.partial`;
  const file = openSync(partial, 'w');
  for (const chunk of streamNdjson('graph-beta-selected', signIns(count))) writeSync(file, chunk);
  closeSync(file);
  renameSync(partial, files.lines);
  for (const { path, content } of streamGraphPages('v1.0', signIns(count), {
    pageBytes: 2_000_000,
    pageSize: 100_000,
  })) {
    writeFileSync(join(files.pages, path), content);
  }
  writeFileSync(join(base, 'complete'), '');
  return files;
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
