import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
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

/**
 * The folder of `steps` times as many sign-ins, a file for each step: those of the first with other ids, a month later
 * each.
 */
export function manySignIns(count: number, steps: number): string {
  const title = `${steps} files of ${count.toLocaleString('en')} sign-ins`;
  const first = signInLines(count);
  return composed(`sign-ins-${count}-times-${steps}`, title, (folder) => {
    for (let step = 0; step < steps; step += 1)
      copyMonths(first, join(folder, `month-${step + 1}.ndjson`), step);
  });
}

/** Copies lines; the year and month of their creation, and the beginning of their id, become those of the step. */
function copyMonths(from: string, to: string, step: number): void {
  const month = `20${26 + Math.floor(step / 12)}-${String(1 + (step % 12)).padStart(2, '0')}`;
  const mark = step.toString(16).padStart(2, '0');
  const [source, target] = [openSync(from, 'r'), openSync(to, 'w')];
  const buffer = Buffer.alloc(16 * 1024 * 1024);
  let rest = '';
  for (let read = readSync(source, buffer); read > 0; read = readSync(source, buffer)) {
    const text = rest + buffer.toString('latin1', 0, read);
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    const moved = text
      .slice(0, end)
      .replaceAll(/"createdDateTime":"\d{4}-\d\d/g, `"createdDateTime":"${month}`)
      .replaceAll(/"id":"[0-9a-f]{2}/g, `"id":"${mark}`);
    writeSync(target, Buffer.from(moved, 'latin1'));
  }
  closeSync(source);
  closeSync(target);
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
