import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { definitions, refusedCommands } from '../src/commands/index.js';
import { functionFamilies } from '../src/functions/index.js';
import { spl } from '../src/index.js';

function filesIn(folder: string): readonly string[] {
  const path = fileURLToPath(new URL(`../src/${folder}/`, import.meta.url));
  return readdirSync(path)
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => name !== 'index' && name !== 'definition')
    .toSorted();
}

test('every command has a file and every file a command', () => {
  expect(filesIn('commands')).toEqual(Object.keys(definitions).toSorted());
});

test('every family of functions has a file and every file a family', () => {
  expect(filesIn('functions')).toEqual(Object.keys(functionFamilies).toSorted());
});

test('no function is in two families', () => {
  const names = Object.values(functionFamilies).flatMap((family) => Object.keys(family));
  expect(new Set(names).size).toBe(names.length);
});

test('a command is supported or refused, not both', () => {
  const both = Object.keys(refusedCommands).filter((name) => Object.hasOwn(definitions, name));
  expect(both).toEqual([]);
});

test('the table of support names each thing once and says why what is missing is missing', () => {
  const entries = spl.support();
  const keys = entries.map(({ kind, name }) => `${kind} ${name}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(entries.filter((each) => each.support !== 'supported' && (each.note ?? '') === '')).toEqual([]);
  expect(keys).toEqual(expect.arrayContaining(['command stats', 'function mvappend', 'aggregate dc']));
  expect(entries.find((each) => each.name === 'rest')?.support).toBe('unsupported');
});
