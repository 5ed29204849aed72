import { call, column, datetime, isoOfTicks, ticksOfIso } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import type { Source } from '@interloper/sources';
import type { Reader } from '@interloper/sql';

/** When the first and the last event of the data happened, in ticks. */
export interface Extent {
  readonly from: bigint;
  readonly to: bigint;
  /** Events that are dated beyond 2100: nothing can have happened then, and no `now` is taken from them. */
  readonly implausible: number;
}

/** The newest event, as a user reads it, and what is dated so late that it is not looked at. */
export function newestText({ to, implausible }: Extent): string {
  if (implausible === 0) return `${isoOfTicks(to)}, the newest event`;
  const events = implausible === 1 ? '1 event is' : `${implausible} events are`;
  return `${isoOfTicks(to)}, the newest event before 2100; ${events} dated later and not looked at`;
}

const PLAUSIBLE = ticksOfIso('2100-01-01T00:00:00Z') ?? 0n;

/** The extent of all rows of all sources; undefined when no row has a time that can be. */
export async function extentOf(
  reader: Pick<Reader, 'query' | 'holds'>,
  sources: readonly Source[],
): Promise<Extent | undefined> {
  const extents: Omit<Extent, 'implausible'>[] = [];
  let implausible = 0;
  for (const { dataset } of sources) {
    if (!reader.holds(dataset.name)) continue;
    const time = column(dataset.eventTime, 'datetime');
    const plausible = call('lt', [time, datetime(PLAUSIBLE)]);
    const relation: Relation = {
      kind: 'aggregate',
      input: { kind: 'scan', dataset: dataset.name, columns: dataset.columns },
      groups: [],
      aggregates: [
        { name: 'from', fn: 'min', args: [time], type: 'datetime', where: plausible },
        { name: 'to', fn: 'max', args: [time], type: 'datetime', where: plausible },
        { name: 'later', fn: 'countIf', args: [call('ge', [time, datetime(PLAUSIBLE)])], type: 'long' },
      ],
    };
    const { rows } = await reader.query(relation);
    implausible += Number(rows[0]?.[2] ?? 0);
    const [from, to] = (rows[0] ?? [])
      .slice(0, 2)
      .map((value) => (typeof value === 'string' ? ticksOfIso(value) : undefined));
    if (from !== undefined && to !== undefined) extents.push({ from, to });
  }
  const all = extents.reduce<Omit<Extent, 'implausible'> | undefined>(
    (known, each) =>
      known === undefined
        ? each
        : {
            from: each.from < known.from ? each.from : known.from,
            to: each.to > known.to ? each.to : known.to,
          },
    undefined,
  );
  return all === undefined ? undefined : { ...all, implausible };
}
