import type { Relation } from '@interloper/plan';
import type { Reader, RunOptions } from '@interloper/sql';

/** Works with the rows of a relation that the engine computes once and holds for as long. */
export async function withKept<T>(
  reader: Reader,
  relation: Relation,
  options: RunOptions,
  work: (held: Relation) => Promise<T>,
): Promise<T> {
  const kept = await reader.keep(relation, options);
  try {
    return await work(kept.relation);
  } finally {
    await kept.release();
  }
}
