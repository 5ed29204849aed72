import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenarios as emulated } from '@interloper/emulate';
import { hasErrors, hideFuture } from '@interloper/plan';
import type { LanguageId, PrintOptions, Relation } from '@interloper/plan';
import { expect, test } from 'vitest';
import { writeFiles } from '../../src/commands/write-files.js';
import { loadedDetections } from '../../src/workspace/detections.js';
import { scenariosOf } from '../../src/workspace/scenarios.js';
import type { Scenario } from '../../src/workspace/scenarios.js';
import { openSession } from '../../src/workspace/session.js';
import { convertAll, reasonsOf } from './directions.js';
import type { Tally } from './directions.js';

const detections = await loadedDetections();

/** What must be said: detection, its language, the other one. */
const SAID: ReadonlySet<string> = new Set([
  'aws-access-key kql spl',
  'aws-console-sign-in kql spl',
  'aws-console-sign-in spl kql',
  'cloud-credential-reconnaissance kql spl',
  'cloud-credential-reconnaissance spl kql',
  'cloud-credential-reconnaissance sigma kql',
  'cloud-credential-reconnaissance sigma spl',
  'compromised-account-sign-in kql spl',
  'compromised-account-sign-in spl kql',
  'compromised-account-sign-in sigma kql',
  'compromised-account-sign-in sigma spl',
  'messaging-abuse kql spl',
  'messaging-abuse spl kql',
]);

/**
 * Identity Protection's log has the time of detection in Sentinel and that of the activity in Splunk: what is found long
 * after it was done lies in a lookback of the one and not of the other (docs/convert.md).
 */
const OTHER_TIME: ReadonlySet<string> = new Set(['identity-risk kql spl']);

/** A conversion to KQL takes what is absent and what is empty for the same, as every rule on that platform does. */
const OPTIONS: Readonly<Partial<Record<LanguageId, PrintOptions>>> = { kql: { emptyIsAbsent: true } };

async function inScenario<T>(
  { folder, emulated: told }: Scenario,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const [first] = told;
  if (first === undefined) return work(folder);
  const written = await mkdtemp(join(tmpdir(), 'interloper-convert-'));
  try {
    const scenario = emulated.get(first.scenario);
    if (scenario === undefined) throw new Error(`there is no scenario ${first.scenario}`);
    const { files } = scenario.tell(first.seed, Date.parse('2026-03-02T08:00:00Z')).write(first.shape);
    await writeFiles(written, files);
    return await work(written);
  } finally {
    await rm(written, { recursive: true, force: true });
  }
}

const rules = detections.flatMap((detection) =>
  detection.queries.map((query) => ({
    name: `${detection.slug} ${query.language}`,
    detection,
    query,
  })),
);

test.each(rules)(
  '$name finds the same in the other languages, on the logs of its scenarios',
  async ({ name, detection, query }) => {
    const scenarios = await scenariosOf(detection);
    const others = (['kql', 'spl', 'sigma'] as const).filter((to) => to !== query.language);
    const tallies = new Map<LanguageId, Tally>();
    let found = 0;
    for (const scenario of scenarios) {
      await inScenario(scenario, async (folder) => {
        const session = await openSession();
        try {
          const logs = (await readdir(folder)).filter((entry) => entry !== 'expected.json');
          await session.ingest(
            logs.map((entry) => join(folder, entry)),
            { unknown: 'refused' },
          );
          await session.compiler.prepare([query]);
          const { plan, diagnostics } = session.compiler.compile(query.language, query.text);
          if (plan === undefined || hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
          const extent = await session.extent();
          const runAt = async (asked: Relation, now: bigint) => {
            await session.readyFor([asked]);
            return session.read((reader) => reader.query(hideFuture(asked), { now }));
          };
          // At the end of the logs, or where that says more at the last of the rule's runs that finds something.
          const ends = extent?.to ?? 0n;
          let now = ends;
          let rows = (await runAt(plan, now)).rows.length;
          const begins = scenario.expected.size > 0 ? (extent?.from ?? ends) : ends;
          while (rows === 0 && now > begins) {
            now -= detection.frequency;
            rows = (await runAt(plan, now)).rows.length;
          }
          found += rows;
          const at = rows === 0 ? ends : now;
          const run = (asked: Relation) => runAt(asked, at);
          const id = `${name}: ${scenario.name}`;
          for (const to of others) {
            const tally = await convertAll([{ id, plan, catalog: session.catalog, run }], to, OPTIONS[to]);
            expect(OTHER_TIME.has(`${name} ${to}`) ? [] : tally.wrong).toEqual([]);
            tallies.set(to, tally);
          }
        } finally {
          await session.close();
        }
      });
    }
    for (const [to, tally] of tallies) {
      process.stdout.write(`${name} → ${to}: ${tally.said === 1 ? 'said' : reasonsOf(tally)}\n`);
      if (SAID.has(`${name} ${to}`)) expect(tally.said, reasonsOf(tally)).toBe(1);
    }
    if (scenarios.length > 0) expect(found).toBeGreaterThan(0);
  },
  300_000,
);
