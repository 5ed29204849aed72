import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TICKS_PER_DAY } from '@interloper/plan';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadDetections } from '../src/index.js';

const manifest = `id: 8d3f5b54-7f4c-4f4e-9d0c-0a3c2b1d4e5f
title: One
description: What it finds.
attack:
  - { technique: T1586.003, name: Cloud Accounts, tactic: resource-development }
severity: high
confidence: medium
dataSources: { tables: [SigninLogs] }
frequency: 1h
lookback: 14d
queries:
  kql:
    account: UserPrincipalName
    time: [CreatedDateTime, TimeGenerated]
    fields: { state: RiskState }
grading:
  - indicator: Open
    severity: medium
    when: { state: atRisk }
falsePositives: [None.]
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(slug: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, slug), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, slug, name), text);
}

describe('a folder of packages', () => {
  test('is loaded, each with its rules, documents and columns', async () => {
    write('one', { 'detection.yml': manifest, 'query.kql': 'SigninLogs', 'playbook.md': '# Contain' });
    const { detections, diagnostics } = await loadDetections(folder);
    expect(diagnostics).toEqual([]);
    expect(detections).toMatchObject([
      {
        slug: 'one',
        frequency: TICKS_PER_DAY / 24n,
        lookback: 14n * TICKS_PER_DAY,
        dataSources: { tables: ['SigninLogs'], sourcetypes: [], logsources: [] },
        queries: [
          {
            language: 'kql',
            text: 'SigninLogs',
            account: ['UserPrincipalName'],
            time: ['CreatedDateTime', 'TimeGenerated'],
          },
        ],
        grading: [{ indicator: 'Open', when: [{ state: ['atRisk'] }], unless: [] }],
        documents: { playbook: join(folder, 'one', 'playbook.md') },
      },
    ]);
  });

  test('may be one package itself', async () => {
    write('one', { 'detection.yml': manifest, 'query.kql': 'SigninLogs' });
    const { detections } = await loadDetections(join(folder, 'one'));
    expect(detections.map(({ slug }) => slug)).toEqual(['one']);
  });

  test('gives the sound ones beside those with mistakes', async () => {
    write('one', { 'detection.yml': manifest, 'query.kql': 'SigninLogs' });
    write('two', { 'query.kql': 'SigninLogs' });
    const { detections, diagnostics } = await loadDetections(folder);
    expect(detections.map(({ slug }) => slug)).toEqual(['one']);
    expect(diagnostics).toMatchObject([{ code: 'RUN0203', file: join(folder, 'two', 'detection.yml') }]);
  });

  test('that is not there, or holds none, is a diagnostic', async () => {
    for (const path of [join(folder, 'nowhere'), folder]) {
      const { detections, diagnostics } = await loadDetections(path);
      expect(detections).toEqual([]);
      expect(diagnostics).toMatchObject([{ code: 'RUN0203', severity: 'error', file: path }]);
    }
  });

  test('has no two packages with one id', async () => {
    write('one', { 'detection.yml': manifest, 'query.kql': 'SigninLogs' });
    write('two', { 'detection.yml': manifest, 'query.kql': 'SigninLogs' });
    const { detections, diagnostics } = await loadDetections(folder);
    expect(detections.map(({ slug }) => slug)).toEqual(['one']);
    expect(diagnostics).toMatchObject([{ code: 'RUN0205', file: join(folder, 'two', 'detection.yml') }]);
  });
});

describe('a mistake in detection.yml is told with its place', () => {
  const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

  test.each([
    ['severity: high', 'severity: hihg', 'severity', 'hihg'],
    ['lookback: 14d', 'lookback: two weeks', 'lookback', 'two weeks'],
    ['frequency: 1h', 'frequency: 0h', 'frequency', '0h'],
    ['title: One', 'title: ""', 'title', '""'],
    ['T1586.003', 'T15', 'attack.0.technique', 'T15,'],
    ['id: 8d3f5b54-7f4c-4f4e-9d0c-0a3c2b1d4e5f', 'id: 17', 'id', '17'],
    ['    when: { state: atRisk }', '    when: { stat: atRisk }', 'grading.0', 'indicator'],
  ])('%s → %s', async (right, wrong, path, place) => {
    const text = manifest.replace(right, wrong);
    write('one', { 'detection.yml': text, 'query.kql': 'SigninLogs' });
    const { detections, diagnostics } = await loadDetections(folder);
    expect(detections).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'RUN0202',
        file: join(folder, 'one', 'detection.yml'),
        position: { line: lineOf(text, place) },
        message: expect.stringMatching(`^${path.replaceAll('.', '\\.')}: `) as string,
      },
    ]);
  });

  test('a key that is missing or unknown', async () => {
    write('one', { 'detection.yml': manifest.replace('title:', 'titel:'), 'query.kql': 'SigninLogs' });
    const { diagnostics } = await loadDetections(folder);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('title'),
      expect.stringContaining('titel'),
    ]);
  });

  test('YAML that is not YAML', async () => {
    write('one', { 'detection.yml': 'id: [1,\ntitle: x', 'query.kql': 'SigninLogs' });
    const { diagnostics } = await loadDetections(folder);
    expect(diagnostics[0]).toMatchObject({ code: 'RUN0201', position: { line: 2 } });
  });

  test('a rule without its file, and a file without its columns', async () => {
    write('one', { 'detection.yml': manifest, 'rule.yml': 'title: x' });
    const { diagnostics } = await loadDetections(folder);
    expect(diagnostics).toMatchObject([
      { code: 'RUN0204', file: join(folder, 'one', 'query.kql') },
      { code: 'RUN0204', file: join(folder, 'one', 'rule.yml') },
    ]);
  });
});
