import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cloudTrailStories, scenarios, stories } from '@interloper/emulate';
import { describe, expect, test } from 'vitest';
import { runScan } from '../../../src/workspace/scan.js';
import { openTelling } from './open-telling.js';
import { shippedDetection } from './run-on-sign-ins.js';

interface ToldStory {
  readonly slug: string;
  readonly id: string;
  readonly shapes: readonly string[];
  /** False where the story is an attack that another detection is for. */
  readonly names: boolean;
}

const folder = fileURLToPath(new URL('../../../../../detections/', import.meta.url));

/** The scenarios of shipped detections that are told anew, by what their expected.json says. */
export const toldStories: readonly ToldStory[] = readdirSync(folder).flatMap((slug) =>
  readdirSync(join(folder, slug), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('expected.json'))
    .flatMap((path): readonly ToldStory[] => {
      const { accounts, emulate } = JSON.parse(readFileSync(join(folder, slug, path), 'utf8')) as {
        readonly accounts: readonly unknown[];
        readonly emulate?: { readonly scenario: string; readonly shapes: readonly string[] };
      };
      const told =
        emulate !== undefined && (stories.has(emulate.scenario) || cloudTrailStories.has(emulate.scenario));
      return told
        ? [{ slug, id: emulate.scenario, shapes: emulate.shapes.slice(0, 2), names: accounts.length > 0 }]
        : [];
    }),
);

/**
 * A test for each story of a kind and two of its shapes. The answers were written with the stories, before the rules were
 * run; the seed is not that of expected.json.
 */
export function testStories(kind: 'attack' | 'benign'): void {
  const own = toldStories.filter(({ id }) => scenarios.get(id)?.kind === kind);
  describe.each(own)('$slug: $id', (story) => {
    test.each(story.shapes)('is answered as an analyst would, from %s', async (shape) => {
      await expectAnswer(story, shape);
    });
  });
}

async function expectAnswer({ slug, id, names }: ToldStory, shape: string): Promise<void> {
  const telling = scenarios.get(id)?.tell('stories', Date.parse('2026-03-02T08:00:00Z'));
  if (telling === undefined) throw new Error(`there is no story ${id}`);
  const session = await openTelling(telling, shape);
  const detections = [await shippedDetection(slug)];
  const result = await runScan(session, { detections, languages: 'all' });
  await session.close();
  const found = result.accounts.map(({ account, severity, why }) => ({
    account,
    severity,
    why: why.toSorted(),
  }));
  const cleared = new Set(telling.notCompromised.map(({ account }) => account));
  const wanted = telling.compromised.map(({ why, ...rest }) => ({ ...rest, why: why.toSorted() }));
  expect(found.filter(({ account }) => !cleared.has(account)).toSorted(byAccount)).toEqual(
    names ? wanted.toSorted(byAccount) : [],
  );
  const alarmed = found.filter(({ account }) => cleared.has(account)).map(({ severity }) => severity);
  expect(alarmed.filter((severity) => severity === 'high' || severity === 'critical')).toEqual([]);
  expect(result.agreement?.map(({ equal, differences }) => ({ equal, differences }))).toEqual(
    detections[0]?.queries.length === 1 ? [] : [{ equal: true, differences: [] }],
  );
}

function byAccount(left: { readonly account: string }, right: { readonly account: string }): number {
  return left.account < right.account ? -1 : 1;
}
