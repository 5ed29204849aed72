import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { columnsOf } from '@interloper/plan';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../src/workspace/session.js';
import type { Session } from '../../src/workspace/session.js';
import { shippedDetection } from './support/run-on-sign-ins.js';

const slugs = readdirSync(fileURLToPath(new URL('../../../../detections/', import.meta.url)));

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => session.close());

// A column that the rule does not give would be an entity without a value, which no exclusion ever matches.
test.each(slugs)('%s gives the columns that it names as entities', async (slug) => {
  const { queries } = await shippedDetection(slug);
  await session.compiler.prepare(queries);
  const missing = queries.flatMap(({ language, text, entities = {} }) => {
    const { plan } = session.compiler.compile(language, text);
    const given = new Set(plan === undefined ? [] : columnsOf(plan).map(({ name }) => name));
    return Object.values(entities)
      .flatMap(({ columns, count = [] }) => [...columns, ...[count].flat()])
      .filter((column) => !given.has(column))
      .map((column) => `${language}: ${column}`);
  });
  expect(missing).toEqual([]);
});

// One language would exclude what another keeps.
test.each(slugs)('%s tells the same kinds of entities in KQL and SPL', async (slug) => {
  const { queries } = await shippedDetection(slug);
  const kinds = queries
    .filter(({ language }) => language !== 'sigma')
    .map(({ entities = {} }) =>
      Object.keys(entities)
        .filter((kind) => kind !== 'agent')
        .toSorted(),
    );
  expect(new Set(kinds.map((each) => each.join(' '))).size).toBe(1);
});
