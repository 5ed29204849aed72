// `node scripts/measure-noise.mjs [--users N] [--days N] [--events N] [--seed TEXT]`: scans the noise tenant with every
// shipped detection, with and without the watchlists that the tenant keeps, and prints what each one says. At the full
// size (no option given) it writes docs/noise.json and the line that states the rate in every tuning.md.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { composeNoise, countStoryEvents, writeStory } from '../packages/emulate/dist/index.js';
import { open } from '../packages/interloper/dist/index.js';
import { measureNoise, withNoiseLine } from '../packages/interloper/dist/documents/noise.js';
import { progress, root } from './run.mjs';

const FROM = '2026-03-02';
const text = { type: 'string' };
const { values } = parseArgs({ options: { users: text, days: text, events: text, seed: text } });
const [users, days, events] = ['users', 'days', 'events'].map((name) =>
  values[name] === undefined ? undefined : Number(values[name]),
);
const seed = values.seed ?? '1';
const noise = composeNoise({
  seed,
  at: Date.parse(FROM),
  ...(users && { users }),
  ...(days && { days }),
  ...(events && { events }),
});

const folder = mkdtempSync(join(tmpdir(), 'noise-'));
try {
  let written = 0;
  for (const { date, logs } of noise.logs()) {
    written += countStoryEvents(logs);
    for (const { path, content } of writeStory(logs, 'native'))
      write(join(folder, 'logs', date, path), content);
  }
  const watchlists = {};
  for (const [name, table] of Object.entries(noise.context.watchlists)) {
    watchlists[name] = join(folder, 'context', `${name}.csv`);
    write(watchlists[name], table);
  }
  progress(`${written} events of ${noise.users} users on ${noise.days} days`);

  const workspace = await open();
  await timed('ingest', () => workspace.ingest([join(folder, 'logs')]));
  // A list that was given stays: the run without comes first.
  const { alerts: withoutWatchlists } = await timed('scan without watchlists', () => workspace.scan());
  const { alerts: withWatchlists } = await timed('scan with watchlists', () =>
    workspace.scan({ watchlists }),
  );
  await workspace.close();

  const detections = join(root, 'detections');
  const slugs = readdirSync(detections);
  const size = { users: noise.users, days: noise.days };
  const document = {
    ...size,
    events: written,
    seed,
    from: FROM,
    detections: measureNoise(slugs, size, { withWatchlists, withoutWatchlists }),
  };
  for (const { detection, ...measured } of document.detections) {
    const [known, unknown] = [measured.withWatchlists, measured.withoutWatchlists].map(
      ({ alerts, accounts, severities }) => `${alerts} on ${accounts} ${JSON.stringify(severities)}`,
    );
    process.stdout.write(`${detection.padEnd(34)} with: ${known.padEnd(36)} without: ${unknown}\n`);
  }
  for (const alert of withWatchlists.filter(({ severity }) => severity === 'high' || severity === 'critical'))
    process.stdout.write(
      `${alert.severity}: ${alert.detection}: ${alert.account}: ${JSON.stringify(alert.evidence)}\n`,
    );
  if (Object.keys(values).length === 0) {
    const path = join(root, 'docs', 'noise.json');
    await writeFormatted(path, JSON.stringify(document), 'json');
    for (const slug of slugs) {
      const tuning = join(detections, slug, 'tuning.md');
      await writeFormatted(tuning, withNoiseLine(readFileSync(tuning, 'utf8'), document, slug), 'markdown');
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function timed(what, run) {
  const started = performance.now();
  const result = await run();
  const seconds = (performance.now() - started) / 1000;
  const memory = process.resourceUsage().maxRSS / 1024;
  progress(`${what}: ${seconds.toFixed(1)} s, at most ${Math.round(memory)} MiB so far`);
  return result;
}

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

async function writeFormatted(path, content, parser) {
  writeFileSync(path, await format(content, { ...(await resolveConfig(path)), parser }));
}
