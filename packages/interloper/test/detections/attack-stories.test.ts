import { cloudTrailStories, stories } from '@interloper/emulate';
import { expect, test } from 'vitest';
import { testStories, toldStories } from './support/told-stories.js';

test('every story has its detection', () => {
  expect([...new Set(toldStories.map(({ id }) => id))].toSorted()).toEqual(
    [...cloudTrailStories.keys(), ...stories.keys()].toSorted(),
  );
});

testStories('attack');
