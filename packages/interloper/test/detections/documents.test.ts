import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentKinds, loadDetections } from '@interloper/detect';
import { composeTenant, signInScenarios, writeSignIns } from '@interloper/emulate';
import { ticksOfIso } from '@interloper/plan';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFiles } from '../../src/commands/write-files.js';
import { runQuery } from '../../src/workspace/query.js';
import { openSession } from '../../src/workspace/session.js';
import type { Session } from '../../src/workspace/session.js';
import { shippedDetection } from './support/run-on-sign-ins.js';

const folder = fileURLToPath(new URL('../../../../detections/', import.meta.url));
const slugs = readdirSync(folder);

test('every folder of detections/ is a package without mistakes', async () => {
  const { detections, diagnostics } = await loadDetections(folder);
  expect(diagnostics).toEqual([]);
  expect(detections.map(({ slug }) => slug).toSorted()).toEqual(slugs.toSorted());
});

describe.each(slugs)('%s', (slug) => {
  test('tells what to do, what to ask and how to tune it', async () => {
    const { documents, related } = await shippedDetection(slug);
    expect(documentKinds.filter((kind) => documents[kind] === undefined)).toEqual([]);
    expect(related.filter((name) => !existsSync(`${folder}${name}`))).toEqual([]);
  });
});

describe('every query that an investigation asks', () => {
  // A session, for questions that ask watchlists and indicators: it has them all, empty.
  let session: Session;
  const now = ticksOfIso('2026-03-23T00:00:00Z') ?? 0n;
  beforeAll(async () => {
    const tenant = composeTenant('documents');
    const options = { at: Date.parse('2026-03-10T09:00:00Z') };
    const events = [...signInScenarios.values()].flatMap(
      (scenario) => scenario.compose(tenant, options).events,
    );
    const logs = mkdtempSync(join(tmpdir(), 'documents-'));
    await writeFiles(logs, writeSignIns('azure-monitor-lines', events));
    session = await openSession(undefined, {});
    await session.ingest([logs]);
    rmSync(logs, { recursive: true, force: true });
  });
  afterAll(async () => session.close());

  const questions = slugs.flatMap((slug) => {
    const file = `${folder}${slug}/investigation.md`;
    const parts = existsSync(file) ? readFileSync(file, 'utf8').split(/^## /m).slice(1) : [];
    return parts.flatMap((part) =>
      [...part.matchAll(/^```(kql|spl)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
        slug,
        question: part.slice(0, part.indexOf('\n')),
        language: language === 'spl' ? ('spl' as const) : ('kql' as const),
        text,
      })),
    );
  });

  test.each(questions)('$slug: $question', async ({ language, text }) => {
    const { diagnostics, rows } = await runQuery(session, language, text, now);
    // That these logs lack what a question asks for is no fault of the question.
    expect(diagnostics.filter(({ code }) => !code.startsWith('RUN010'))).toEqual([]);
    expect(Array.isArray(rows)).toBe(true);
  });

  test('are there', () => {
    expect(questions.length).toBeGreaterThan(0);
  });
});
