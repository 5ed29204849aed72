import { expect, test } from 'vitest';
import { nearestNames } from '../../src/results/nearest-names.js';

const names = [
  'lena.kovac@alderfinch.example',
  'jon.berg@alderfinch.example',
  'deploy',
  'Deploy-Bot',
  'AKIAEXAMPLE',
];

test.each([
  // A letter left out, letters exchanged, another case: the name that was meant.
  ['lena.kvac@alderfinch.example', ['lena.kovac@alderfinch.example']],
  ['dpeloy', ['deploy']],
  ['akiaexampl', ['AKIAEXAMPLE']],
  // Part of names: all that hold it.
  ['deploy-', ['Deploy-Bot', 'deploy']],
  ['alderfinch', ['jon.berg@alderfinch.example', 'lena.kovac@alderfinch.example']],
  // Like none.
  ['someone.else', []],
  ['', []],
])('%s is meant to be one of %j', (text, expected) => {
  expect(nearestNames(text, names)).toEqual(expected);
});

test('suggests five at most', () => {
  const many = Array.from({ length: 30 }, (_, index) => `user${index}@tailspin.example`);
  expect(nearestNames('user@tailspin.example', many)).toHaveLength(5);
});
