import { expect, test } from 'vitest';
import { timeNamesOf } from '../../src/own-tables/own-table.js';

// Zeek and many applications call it ts; createdAt is created_at in another spelling.
test.each([
  [['ts', 'uid'], ['ts']],
  [['user', 'createdAt'], ['createdAt']],
  [
    ['date', 'ts', 'Timestamp [UTC]'],
    ['Timestamp [UTC]', 'ts', 'date'],
  ],
  [['starts', 'counts', 'id'], []],
])('of %j the times are %j', (names, times) => {
  expect(timeNamesOf(names)).toEqual(times);
});
