import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepsOf } from '../src/run/replay.js';

const cases = fc.record({
  from: fc.bigInt(0n, 50n),
  length: fc.bigInt(0n, 60n),
  frequency: fc.bigInt(1n, 12n),
  lookback: fc.bigInt(1n, 20n),
  events: fc.array(fc.bigInt(0n, 110n), { maxLength: 5 }),
});

test('evaluates at every step whose lookback holds an event, in order, once, and not beyond the end', () => {
  fc.assert(
    fc.property(cases, ({ from, length, frequency, lookback, events }) => {
      const to = from + length;
      const buckets = events.map((event) => from + floor(event - from, frequency) * frequency);
      const steps = stepsOf({ from, to }, { frequency, lookback }, buckets);

      const all: bigint[] = [];
      for (let step = from; step < to; step += frequency) all.push(step);
      all.push(to);
      const needed = all.filter((step) => events.some((event) => event <= step && event > step - lookback));

      expect(all).toEqual(expect.arrayContaining([...steps]));
      expect(steps).toEqual(expect.arrayContaining(needed));
      expect(steps).toEqual([...new Set(steps)].toSorted((left, right) => Number(left - right)));
    }),
  );
});

test('evaluates nothing where there is nothing', () => {
  expect(stepsOf({ from: 0n, to: 100n }, { frequency: 10n, lookback: 10n }, [])).toEqual([]);
  // An event at 5 is seen by the steps at 10 alone; those around are for its bucket's sake.
  expect(stepsOf({ from: 0n, to: 1000n }, { frequency: 10n, lookback: 10n }, [0n])).toEqual([0n, 10n, 20n]);
});

function floor(value: bigint, by: bigint): bigint {
  return value >= 0n ? value / by : -((-value + by - 1n) / by);
}
