import { column, ticksOfIso } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import type { Source } from '@interloper/sources';
import type { Reader } from '@interloper/sql';

/** When the first and the last event of the data happened, in ticks. */
export interface Extent {
  readonly from: bigint;
  readonly to: bigint;
}

/** The extent of all rows of all sources; undefined when no row has a time. */
export async function extentOf(
  reader: Pick<Reader, 'query' | 'holds'>,
  sources: readonly Source[],
): Promise<Extent | undefined> {
  const extents: Extent[] = [];
  for (const { dataset } of sources) {
    if (!reader.holds(dataset.name)) continue;
    const time = column(dataset.eventTime, 'datetime');
    const relation: Relation = {
      kind: 'aggregate',
      input: { kind: 'scan', dataset: dataset.name, columns: dataset.columns },
      groups: [],
      aggregates: [
        { name: 'from', fn: 'min', args: [time], type: 'datetime' },
        { name: 'to', fn: 'max', args: [time], type: 'datetime' },
      ],
    };
    const { rows } = await reader.query(relation);
    const [from, to] = (rows[0] ?? []).map((value) =>
      typeof value === 'string' ? ticksOfIso(value) : undefined,
    );
    if (from !== undefined && to !== undefined) extents.push({ from, to });
  }
  return extents.reduce<Extent | undefined>(
    (all, each) =>
      all === undefined
        ? each
        : { from: each.from < all.from ? each.from : all.from, to: each.to > all.to ? each.to : all.to },
    undefined,
  );
}
