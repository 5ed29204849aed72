import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kql } from '../src/index.js';
import { functionFamilies } from '../src/functions/index.js';
import { operators, sources } from '../src/operators/index.js';

const folder = (name: string): URL => new URL(`../src/${name}/`, import.meta.url);

/** Files of the functions folder that hold no family of scalar functions. */
const NO_FAMILY = [
  'aggregate-call',
  'aggregate-entry',
  'aggregate-sketches',
  'aggregates',
  'call',
  'datetime-format',
  'datetime-parts',
  'entry',
  'index',
  'tables',
  'unit-tables',
  'windows',
];

describe('registries', () => {
  test('every file of functions is a family, and every family a file', () => {
    const files = readdirSync(folder('functions'))
      .map((file) => file.replace(/\.ts$/, ''))
      .filter((file) => !NO_FAMILY.includes(file));
    expect(Object.keys(functionFamilies).toSorted()).toEqual(files.toSorted());
  });

  test('a function belongs to one family', () => {
    const names = Object.values(functionFamilies).flatMap((family) => Object.keys(family));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('every operator in the folder is registered', () => {
    const declared = readdirSync(folder('operators')).flatMap((file) => {
      const text = readFileSync(new URL(file, folder('operators')), 'utf8');
      return [...text.matchAll(/^\s+classes: \['(\w+)'\]/gm)].map(([, name]) => name);
    });
    const registered = [...operators, ...sources].flatMap(({ classes }) => classes);
    expect(new Set(registered)).toEqual(new Set(declared));
  });

  test('support is told from the registries', () => {
    const support = kql.support();
    const find = (name: string) => support.find((entry) => entry.name === name);
    expect(find('where')).toEqual({ kind: 'operator', name: 'where', support: 'supported' });
    expect(find('externaldata')).toMatchObject({ support: 'partial' });
    expect(find('has_cs')).toMatchObject({ kind: 'operator' });
    expect(find('arg_max')).toMatchObject({ kind: 'aggregate' });
    expect(find('mv-apply')).toMatchObject({ support: 'partial' });
    expect(find('evaluate pivot')).toMatchObject({ support: 'supported' });
    expect(find('evaluate python')).toMatchObject({ support: 'unsupported', note: 'rules run no programs' });
    expect(find('hash_combine')).toMatchObject({ support: 'unsupported' });
    expect(support.every(({ name }) => name !== '')).toBe(true);
    expect(support.filter(({ support: level, note }) => level !== 'supported' && note === undefined)).toEqual(
      [],
    );
    const names = support.map(({ kind, name }) => `${kind} ${name}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('what is listed as refused is refused', () => {
    const catalog = { tables: [], sourcetypes: [], logsources: [] };
    const refused = [
      "print x = 'a' | reduce by x",
      'range x from 1 to 3 step 1 | assert-schema (x: long)',
      'range x from 1 to 3 step 1 | make-graph x --> x | graph-match (a)-[e]->(b) project a = 1',
      'range x from 1 to 3 step 1 | evaluate autocluster()',
      'print hash_combine(1, 2)',
      'print extent_id()',
    ];
    for (const rule of refused) {
      const { plan, diagnostics } = kql.compile(rule, catalog);
      expect(plan).toBeUndefined();
      expect(diagnostics.map(({ code }) => code)).toContainEqual(expect.stringMatching(/^KQL010[1-4]$/));
    }
  });
});
