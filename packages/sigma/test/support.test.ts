import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { correlationTypes } from '../src/correlation/types.js';
import { modifierFamilies } from '../src/modifiers/table.js';
import { sigma } from '../src/index.js';
import { catalog, selectionOn } from './catalog.js';

const SOURCE = fileURLToPath(new URL('../src/', import.meta.url));

// Sigma Modifiers Appendix 2.1.0, and the long names of the flags that the reference implementation knows.
const SPECIFIED = [
  'all',
  'startswith',
  'endswith',
  'contains',
  'exists',
  'cased',
  'neq',
  'windash',
  're',
  'i',
  'm',
  's',
  'base64',
  'base64offset',
  'utf16le',
  'utf16be',
  'utf16',
  'wide',
  'lt',
  'lte',
  'gt',
  'gte',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'year',
  'cidr',
  'expand',
  'fieldref',
  'ignorecase',
  'multiline',
  'dotall',
];

test('every modifier of the specification has an entry, and no other has', () => {
  const entries = sigma.support().filter((entry) => entry.kind === 'modifier');
  expect(entries.map((entry) => entry.name).toSorted()).toEqual(SPECIFIED.toSorted());
});

test('no modifier is in two families', () => {
  const names = Object.values(modifierFamilies).flatMap((family) => Object.keys(family));
  expect(names).toHaveLength(new Set(names).size);
});

test('every family of modifiers has its file, and every file is a family', () => {
  const helpers = ['apply', 'modifier', 'pattern', 'read-value', 'table', 'value'];
  const files = readdirSync(`${SOURCE}modifiers`).map((name) => name.replace('.ts', ''));
  const families = files.filter((name) => !helpers.includes(name));
  expect(families.toSorted()).toEqual(Object.keys(modifierFamilies).toSorted());
});

test('every correlation type has an entry', () => {
  const entries = sigma.support().filter((entry) => entry.kind === 'operator');
  expect(entries.map((entry) => entry.name)).toEqual(Object.keys(correlationTypes));
});

test('what is partial says what is missing', () => {
  const unexplained = sigma
    .support()
    .filter((entry) => entry.support !== 'supported' && entry.note === undefined);
  expect(unexplained).toEqual([]);
});

test('whatever the text is, compiling gives diagnostics and does not throw', () => {
  const texts = [
    '',
    '---',
    '- a',
    'a',
    '{}',
    '[]',
    'title: {}',
    'detection: 1',
    'logsource: x\ndetection: []',
    'correlation: 1',
    'filter: x',
    'logsource: {}\nfilter: {}',
    '? [a]\n: b',
    '!!binary abc',
    '%YAML 9\n---\na: b',
    '\u0000',
    selectionOn('1: 2'),
    selectionOn('? {a: b}\n  : c'),
  ];
  for (const text of texts) {
    const { plan, diagnostics } = sigma.compile(text, catalog);
    const failed = diagnostics.some((problem) => problem.severity === 'error');
    expect([text, plan === undefined]).toEqual([text, failed]);
  }
});
