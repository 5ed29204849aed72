import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOfTicks, isoOfTicks, textOfTimespan, ticksOfDate, ticksOfIso } from '@interloper/plan';

describe('ticks', () => {
  // Microsoft's documentation of .NET's DateTime.Ticks: 0:00:00 UTC on 1 January 0001 is tick 0.
  test('count 100 ns from the year 1', () => {
    expect(ticksOfIso('0001-01-01T00:00:00Z')).toBe(0n);
    expect(ticksOfIso('1970-01-01')).toBe(621_355_968_000_000_000n);
    expect(ticksOfIso('9999-12-31T23:59:59.9999999Z')).toBe(3_155_378_975_999_999_999n);
  });

  test('keep the seventh digit and honour offsets', () => {
    expect(isoOfTicks(ticksOfIso('2022-01-24T05:10:08.6816663Z') ?? 0n)).toBe('2022-01-24T05:10:08.6816663Z');
    expect(isoOfTicks(ticksOfIso('2019-10-18T04:45:48.0729893-05:00') ?? 0n)).toBe(
      '2019-10-18T09:45:48.0729893Z',
    );
  });

  test.each(['', 'yesterday', '2026-13-01', '2026-02-30', '2026-01-01T25:00:00Z', '8/22/2022 6:07:16 PM'])(
    'refuse %j',
    (text) => {
      expect(ticksOfIso(text)).toBeUndefined();
    },
  );

  test('of any instant give back the instant', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 3_155_378_975_999_999_999n }), (ticks) => {
        expect(ticksOfIso(isoOfTicks(ticks))).toBe(ticks);
        expect(ticksOfDate(dateOfTicks(ticks))).toBe(ticks - (ticks % 10_000n));
      }),
    );
  });

  // Kusto, timespan data type: d.hh:mm:ss.fffffff.
  test.each([
    [0n, '00:00:00'],
    [36_000_000_000n, '01:00:00'],
    [-864_000_000_000n, '-1.00:00:00'],
    [901_234_567_891n, '1.01:02:03.4567891'],
  ])('as a duration of %d are %s', (ticks, text) => {
    expect(textOfTimespan(ticks)).toBe(text);
  });
});
