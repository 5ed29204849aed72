import { and, call, conjunctsOf, not, walkRelations } from '@interloper/plan';
import type { Catalog, Expression, Relation, View } from '@interloper/plan';
import type { UnexaminedLog } from '@interloper/report';
import type { Reader } from '@interloper/sql';

/**
 * The logs that hold rows and that none of the plans reads, by their table names: what was loaded and not looked at.
 * A row that is in several tables is looked at when one of them is, and is else named once, under the first.
 */
export async function unexaminedLogs(
  reader: Pick<Reader, 'query' | 'holds'>,
  catalog: Catalog,
  plans: readonly (Relation | undefined)[],
): Promise<readonly UnexaminedLog[]> {
  const views = new Map<string, View>();
  for (const view of catalog.tables) {
    const key = keyOf(view);
    if (!views.has(key)) views.set(key, view);
  }
  const read = partsRead(plans, new Set(views.keys()));
  const unexamined: UnexaminedLog[] = [];
  const known = new Map<string, Expression[]>();
  for (const [key, { scan, filter }] of views) {
    if (read.has(key) && filter !== undefined) noteKnown(known, scan.dataset, filter);
  }
  for (const [key, { name, scan, filter }] of views) {
    if (!reader.holds(scan.dataset) || read.has(key) || read.has(scan.dataset)) continue;
    const others = (known.get(scan.dataset) ?? []).map((part) => not(call('isTrue', [part])));
    const { rows } = await reader.query({
      kind: 'aggregate',
      input: {
        kind: 'filter',
        input: scan,
        predicate: and(...(filter === undefined ? [] : [filter]), ...others),
      },
      groups: [],
      aggregates: [{ name: 'rows', fn: 'count', args: [], type: 'long' }],
    });
    const count = Number(rows[0]?.[0] ?? 0);
    if (count === 0) continue;
    unexamined.push({ table: name, rows: count });
    if (filter !== undefined) noteKnown(known, scan.dataset, filter);
  }
  return unexamined;
}

function noteKnown(known: Map<string, Expression[]>, dataset: string, filter: Expression): void {
  known.set(dataset, [...(known.get(dataset) ?? []), filter]);
}

function keyOf({ scan, filter }: Pick<View, 'scan' | 'filter'>): string {
  return filter === undefined ? scan.dataset : `${scan.dataset} ${JSON.stringify(filter)}`;
}

/** The views that plans read, by key; the dataset's name alone where a plan reads all of it. */
function partsRead(
  plans: readonly (Relation | undefined)[],
  known: ReadonlySet<string>,
): ReadonlySet<string> {
  const read = new Set<string>();
  for (const plan of plans) {
    const filtered = new Set<Relation>();
    if (plan === undefined) continue;
    walkRelations(plan, (relation) => {
      if (relation.kind === 'filter' && relation.input.kind === 'scan') {
        const { dataset } = relation.input;
        const keys = conjunctsOf(relation.predicate).map((part) => `${dataset} ${JSON.stringify(part)}`);
        const whole = `${dataset} ${JSON.stringify(relation.predicate)}`;
        const views = [whole, ...keys].filter((key) => known.has(key));
        if (views.length > 0) filtered.add(relation.input);
        for (const key of views) read.add(key);
      }
      if (relation.kind === 'scan' && !filtered.has(relation)) read.add(relation.dataset);
    });
  }
  return read;
}
