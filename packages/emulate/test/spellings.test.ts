import { expect, test } from 'vitest';
import { instant, shift, toMilliseconds } from '@interloper/emulate';
import { dayFirstDate, powerShellDate, usDate, withOffset } from '../src/time.js';
import { uniqueTokenIdentifier } from '../src/token-identifier.js';

test('the token id is the sign-in id in another spelling', () => {
  // Both pairs are of the reference's section 17.
  expect(uniqueTokenIdentifier('5b1f0c6e-3a94-4f52-8f7d-0c9e41aa7d00')).toBe('bgwfW5Q6Uk-PfQyeQap9AA');
  expect(uniqueTokenIdentifier('0c8be1d4-77a2-4f61-9b0d-51e6c3f02200')).toBe('1OGLDKJ3YU-bDVHmw_AiAA');
});

test('times keep their 100 ns', () => {
  const time = instant(Date.UTC(2022, 0, 24, 5, 10, 8, 681), 6663);
  expect(time).toBe('2022-01-24T05:10:08.6816663Z');
  expect(toMilliseconds(time)).toBe(Date.UTC(2022, 0, 24, 5, 10, 8, 681));
  expect(shift(time, 60_000)).toBe('2022-01-24T05:11:08.6816663Z');
});

test('times in the spellings that the reference lists', () => {
  expect(withOffset('2019-10-18T09:45:48.0729893Z', -300)).toBe('2019-10-18T04:45:48.0729893-05:00');
  expect(withOffset('2022-01-24T05:10:08.6816663Z', 0)).toBe('2022-01-24T05:10:08.6816663+00:00');
  expect(withOffset('2022-01-24T22:10:08.6816663Z', 330)).toBe('2022-01-25T03:40:08.6816663+05:30');
  expect(usDate('2021-04-28T14:08:45.2213421Z')).toBe('4/28/2021, 2:08:45.221 PM');
  expect(usDate('2021-04-28T00:08:45.2213421Z')).toBe('4/28/2021, 12:08:45.221 AM');
  expect(usDate('2021-04-28T12:08:45.2213421Z')).toBe('4/28/2021, 12:08:45.221 PM');
  expect(dayFirstDate('2025-04-21T09:45:54.0000000Z')).toBe('21/04/2025, 09:45:54.000');
  expect(powerShellDate('2022-08-22T18:07:16.1230000Z')).toBe('8/22/2022 6:07:16 PM');
});
