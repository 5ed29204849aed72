import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sources } from '@interloper/sources';
import { open } from 'interloper';
import type { Workspace } from 'interloper';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { finishRule } from '../../src/compile/rule-file.js';
import { readConfDocument } from '../../src/rules/rule-document.js';
import { writeFiles } from '../ingest/ingest-files.js';
import { RULE_FOLDER, compromisedIn, lookupsOf, placesOf, readRuleSet, writeLogs } from './rule-set.js';
import type { Rule, RuleSet } from './rule-set.js';

const files = readdirSync(RULE_FOLDER)
  .filter((name) => name.endsWith('.yml'))
  .map(readFile);
const sets = files.flatMap(({ file, set }) => (set === undefined ? [] : [{ file, set }]));

test.each(files)('$file can be read', ({ problem }) => {
  expect(problem).toBeUndefined();
});

test.each(sets)('$file is of a source that there is, with names of its own', ({ file, set }) => {
  expect(file.replace(/\..*$/, '')).toBe(set.source);
  expect(sources.map(({ id }) => id)).toContain(set.source);
  expect(new Set(set.rules.map(({ name }) => name)).size).toBe(set.rules.length);
});

test.each(sources.filter(({ sourcetypes }) => sourcetypes.length > 0).map(({ id }) => id))(
  '%s has ten rules that give rows',
  (id) => {
    const rules = sets.filter(({ set }) => set.source === id).flatMap(({ set }) => set.rules);
    expect(rules.filter(({ refused }) => refused === undefined).length).toBeGreaterThanOrEqual(10);
  },
);

describe.each(sets)('$file', ({ set }) => {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-rules-'));
  const opened: { workspace?: Workspace } = {};

  beforeAll(async () => {
    opened.workspace = await openWith(set, folder);
  });

  afterAll(async () => {
    await opened.workspace?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(set.rules.map((rule) => [rule.name, rule] as const))('%s', async (_, rule) => {
    const { workspace } = opened;
    if (workspace === undefined) throw new Error('no workspace');
    const { columns, rows, diagnostics } = await answer(workspace, rule);
    const codes = (severity: string): readonly string[] =>
      diagnostics.filter((each) => each.severity === severity).map(({ code }) => code);
    if (rule.refused !== undefined) {
      expect(codes('error')).toEqual(rule.refused);
      return;
    }
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (rule.accounts !== undefined) {
      const at = columns.findIndex(({ name }) => name === rule.accounts?.column);
      const found = rows.map((row) => z.string().parse(row[at]).toLowerCase());
      expect([...new Set(found)].toSorted()).toEqual(compromisedIn(set, rule.accounts.of));
    } else {
      expect(columns.map(({ name }) => name)).toEqual(rule.columns);
      expect(rows).toEqual(rule.rows);
    }
    expect([...new Set(codes('warning'))]).toEqual([...new Set(rule.warns)]);
  });
});

/** A file that cannot be read fails alone. */
function readFile(file: string): {
  readonly file: string;
  readonly set?: RuleSet;
  readonly problem?: string;
} {
  try {
    return { file, set: readRuleSet(join(RULE_FOLDER, file)) };
  } catch (error) {
    return { file, problem: String(error) };
  }
}

/** A workspace that holds the logs of a file; every record of them is read, once, as the source that it is of. */
async function openWith(set: RuleSet, folder: string): Promise<Workspace> {
  const logs = writeLogs(set);
  writeFiles(join(folder, 'logs'), Object.fromEntries(logs.map(({ path, content }) => [path, content])));
  const lookups = [...lookupsOf(set)];
  writeFiles(folder, Object.fromEntries(lookups.map(([name, { csv }]) => [`lookups/${name}.csv`, csv])));
  const places = placesOf(set);
  if (places !== undefined) writeFiles(folder, { 'places.mmdb': places });
  const workspace = await open({
    ...(places === undefined ? {} : { geo: [join(folder, 'places.mmdb')] }),
    lookups: Object.fromEntries(
      lookups.map(([name, { settings }]) => [
        name,
        { file: join(folder, 'lookups', `${name}.csv`), settings, definedIn: 'transforms.conf' },
      ]),
    ),
  });
  const inputs = await workspace.ingest([join(folder, 'logs')], { unknown: 'refused' });
  for (const { path, source, records, refused, quarantined, duplicates } of inputs) {
    const log = logs.find((each) => path === join(folder, 'logs', each.path));
    expect({ path, source, refused, quarantined, duplicates }).toEqual({
      path,
      source: log?.source,
      refused,
      quarantined: 0,
      duplicates: 0,
    });
    if (log?.records !== undefined) expect({ path, records }).toEqual({ path, records: log.records });
  }
  expect(inputs.length).toBe(logs.length);
  return workspace;
}

/** What a rule answers with its macros in their place. */
async function answer(workspace: Workspace, rule: Rule): ReturnType<Workspace['query']> {
  const macros = rule.macros === undefined ? [] : readConfDocument(rule.macros).macros;
  const written = { language: 'spl', text: rule.search, remarks: [] } as const;
  const { text, remarks } = await finishRule(rule.name, rule.search, written, {
    macros,
    functions: [],
    eventTypes: [],
    tags: [],
  });
  const result = await workspace.query(
    'spl',
    text,
    rule.now === undefined ? {} : { now: new Date(rule.now) },
  );
  return { ...result, diagnostics: [...remarks, ...result.diagnostics] };
}
