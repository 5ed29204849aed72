import { relationRestsOnNow, mapExpression, mapRelation, walkRelations } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';
import type { Kept, Reader, RunOptions } from '@interloper/sql';

/** A plan whose parts that are the same at every instant are computed and held. */
export interface KeptPlan {
  readonly relation: Relation;
  release(): Promise<void>;
}

/** Computes once what a plan reads of the logs and that does not rest on `now`, for plans that are asked many times. */
export async function keepTimeless(
  plan: Relation,
  reader: Reader,
  stop: Pick<RunOptions, 'signal'>,
): Promise<KeptPlan> {
  const found = new Map<string, Relation>();
  collect(plan, found);
  const kept = new Map<string, Kept>();
  const release = async (): Promise<void> => {
    for (const part of kept.values()) await part.release();
  };
  try {
    for (const [text, relation] of found) kept.set(text, await reader.keep(relation, stop));
  } catch (error) {
    await release();
    throw error;
  }
  return { relation: replaced(plan, kept), release };
}

function collect(plan: Relation, found: Map<string, Relation>): void {
  const visit = (relation: Relation): Relation => {
    if (isKept(relation)) {
      found.set(JSON.stringify(relation), relation);
      return relation;
    }
    return mapRelation(relation, visit, inQueries);
  };
  const inQueries = (expression: Expression): Expression => mapExpression(expression, inQueries, visit);
  visit(plan);
}

function replaced(plan: Relation, kept: ReadonlyMap<string, Kept>): Relation {
  const visit = (relation: Relation): Relation => {
    const own = isKept(relation) ? kept.get(JSON.stringify(relation)) : undefined;
    return own === undefined ? mapRelation(relation, visit, inQueries) : own.relation;
  };
  const inQueries = (expression: Expression): Expression => mapExpression(expression, inQueries, visit);
  return visit(plan);
}

/** What reads a log, does something with it, and is the same at every instant. */
function isKept(relation: Relation): boolean {
  if (relation.kind === 'scan' || relationRestsOnNow(relation)) return false;
  let reads = false;
  walkRelations(relation, (part) => {
    reads ||= part.kind === 'scan' && part.time !== undefined;
  });
  return reads;
}
