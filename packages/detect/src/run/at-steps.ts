import { atInstants, pruneColumns, raiseBounds } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import type { Json, Reader, ResultSet, RunOptions } from '@interloper/sql';
import { keepTimeless } from './keep-timeless.js';

/** The steps of a replay, and how many rows one of them looks at, as far as one can tell before. */
export interface Steps {
  readonly instants: readonly bigint[];
  readonly rowsEach: number;
}

/**
 * So many pairs of a row and a step are looked at in one query. A query costs some tens of milliseconds to plan however
 * little it reads; the pairs take memory.
 */
const MOST_PAIRS = 2_000_000;

/** So many steps are asked in one query: their instants stand in its text wherever it asks for `now`. */
const MOST_STEPS = 500;

/**
 * What a plan gives at each of several instants; a row that several steps give is one row, equal rows of one step are
 * as many. The steps are asked together, as many at once as memory allows, or one by one where the plan cannot be said
 * for several instants.
 */
export async function atSteps(
  reader: Reader,
  plan: Relation,
  { instants, rowsEach }: Steps,
  stop: Pick<RunOptions, 'signal'>,
): Promise<ResultSet> {
  const raised = pruneColumns(raiseBounds(plan));
  const together = Math.max(1, Math.min(MOST_STEPS, Math.floor(MOST_PAIRS / Math.max(1, rowsEach))));
  if (atInstants(raised, instants.slice(0, 1)) === undefined) return oneByOne(reader, plan, instants, stop);
  if (instants.length <= together) return gathered(reader, raised, [instants], stop);
  const kept = await keepTimeless(raised, reader, stop);
  try {
    return await gathered(reader, kept.relation, chunks(instants, together), stop);
  } finally {
    await kept.release();
  }
}

async function gathered(
  reader: Reader,
  plan: Relation,
  groups: readonly (readonly bigint[])[],
  stop: Pick<RunOptions, 'signal'>,
): Promise<ResultSet> {
  const rows = rowsOfSteps();
  let columns: ResultSet['columns'] = [];
  for (const instants of groups) {
    const relation = atInstants(plan, instants);
    if (relation === undefined) throw new Error('a plan that can be said for one instant cannot for several');
    const answer = await reader.query(relation, stop);
    // The instant is the last column.
    columns = answer.columns.slice(0, -1);
    for (const row of answer.rows) rows.add(row.slice(0, -1), JSON.stringify(row.at(-1)));
  }
  return { columns, rows: rows.all() };
}

async function oneByOne(
  reader: Reader,
  plan: Relation,
  instants: readonly bigint[],
  stop: Pick<RunOptions, 'signal'>,
): Promise<ResultSet> {
  const statement = reader.prepare(plan);
  const rows = rowsOfSteps();
  for (const now of instants) {
    const answer = await reader.run(statement, { now, ...stop });
    for (const row of answer.rows) rows.add(row, now.toString());
  }
  return { columns: statement.columns, rows: rows.all() };
}

/** Gathers the rows of steps: of equal rows as many as one step gave at most. */
function rowsOfSteps() {
  const most = new Map<string, { readonly row: readonly Json[]; readonly counts: Map<string, number> }>();
  return {
    add: (row: readonly Json[], step: string): void => {
      const key = JSON.stringify(row);
      const known = most.get(key) ?? { row, counts: new Map<string, number>() };
      known.counts.set(step, (known.counts.get(step) ?? 0) + 1);
      most.set(key, known);
    },
    all: (): readonly (readonly Json[])[] =>
      [...most.values()].flatMap(({ row, counts }) =>
        Array.from({ length: Math.max(...counts.values()) }, () => row),
      ),
  };
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
