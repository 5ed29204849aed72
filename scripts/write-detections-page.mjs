// `node scripts/write-detections-page.mjs [DETECTION…]`: runs the detections on their scenarios (all of them when none is
// named), keeps what became of each in docs/scenarios.json, and writes docs/detections.md from that. With `--page-only`
// nothing is run.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { detectionsPage } from '../packages/interloper/dist/documents/detections-page.js';
import { pageParts } from '../packages/interloper/dist/documents/page-parts.js';
import { loadedDetections } from '../packages/interloper/dist/workspace/detections.js';
import { scenarioOutcomes } from '../packages/interloper/dist/workspace/scenario-outcome.js';
import { verifyScenario } from '../packages/interloper/dist/workspace/verify-scenario.js';
import { progress, root } from './run.mjs';

const isPageOnly = process.argv.includes('--page-only');
const names = process.argv.slice(2).filter((name) => name !== '--page-only');
const parts = await pageParts(await loadedDetections());
const unknown = names.filter((name) => !parts.scenarios.has(name));
if (unknown.length > 0) throw new Error(`there is no detection ${unknown.join(', ')}`);
const paths = {
  outcomes: join(root, 'docs', 'scenarios.json'),
  noise: join(root, 'docs', 'noise.json'),
  page: join(root, 'docs', 'detections.md'),
};
const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

const chosen = parts.detections.filter(
  ({ slug }) => !isPageOnly && (names.length === 0 || names.includes(slug)),
);
const verdicts = [];
for (const detection of chosen) {
  for (const scenario of parts.scenarios.get(detection.slug)) {
    progress(`${detection.slug}: ${scenario.name}`);
    verdicts.push(...(await verifyScenario(detection, scenario)));
  }
}
const run = new Set(chosen.map(({ slug }) => slug));
const known = new Set(
  [...parts.scenarios].flatMap(([slug, own]) => own.map(({ name }) => `${slug} ${name}`)),
);
const before = read(paths.outcomes) ?? [];
const outcomes = [...before.filter(({ detection }) => !run.has(detection)), ...scenarioOutcomes(verdicts)]
  .filter(({ detection, scenario }) => known.has(`${detection} ${scenario}`))
  .toSorted((left, right) => (idOf(left) < idOf(right) ? -1 : 1));

function idOf({ detection, scenario }) {
  return `${detection} ${scenario}`;
}

await write(paths.outcomes, JSON.stringify(outcomes), 'json');
await write(paths.page, detectionsPage({ ...parts, outcomes, noise: read(paths.noise) }), 'markdown');

async function write(path, text, parser) {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), parser }));
}
