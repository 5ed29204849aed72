import type { View } from '@interloper/plan';
import { busyBuckets, countLog, gapsOf } from './logs.js';
import type { LogCounts, LogGap } from './logs.js';
import type { RunDetectionsOptions, TimeSpan } from './options.js';

/** What rules want to know of their logs, asked of the data once in a run. */
export interface LogFacts {
  /** How many events a log has, in a span and without a time. */
  readonly count: (view: View, span: TimeSpan) => Promise<LogCounts>;
  /** Which of the columns, and the time, some events of a log lack. */
  readonly gaps: (view: View, columns: readonly string[]) => Promise<readonly LogGap[]>;
  /** The starts of the `size`-long buckets from `from` on in which a log has events. */
  readonly buckets: (view: View, from: bigint, size: bigint) => Promise<readonly bigint[]>;
}

/** Facts of logs; `wanted` are the columns of each dataset that the run is going to ask for. */
export function factsOfLogs(
  { reader, signal, inputName = (file) => file }: RunDetectionsOptions,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): LogFacts {
  const counts = new Map<string, Promise<LogCounts>>();
  const buckets = new Map<string, Promise<readonly bigint[]>>();
  const gaps = new Map<View, Map<string, LogGap | undefined>>();
  const numbers = new Map<View, number>();
  // The same log is the same view of the catalogue.
  const numberOf = (view: View): number => {
    const number = numbers.get(view) ?? numbers.size;
    numbers.set(view, number);
    return number;
  };
  return {
    count: async (view, span) =>
      once(counts, `${numberOf(view)} ${span.from} ${span.to}`, async () =>
        countLog(reader, view, span, signal),
      ),
    buckets: async (view, from, size) =>
      once(buckets, `${numberOf(view)} ${from} ${size}`, async () =>
        busyBuckets(reader, view, from, size, signal),
      ),
    gaps: async (view, columns) => {
      const known = gaps.get(view) ?? new Map<string, LogGap | undefined>();
      gaps.set(view, known);
      const { time, dataset } = view.scan;
      const asked = [...new Set([...columns, ...(time === undefined ? [] : [time])])];
      if (asked.some((name) => !known.has(name))) {
        const more = [...new Set([...asked, ...(wanted.get(dataset) ?? [])])].filter(
          (name) => !known.has(name),
        );
        const found = await gapsOf(reader, view, more, inputName, signal);
        for (const name of more)
          known.set(
            name,
            found.find(({ column }) => column === name),
          );
      }
      return asked.flatMap((name) => known.get(name) ?? []);
    },
  };
}

async function once<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const before = known.get(key) ?? ask();
  known.set(key, before);
  return before;
}
