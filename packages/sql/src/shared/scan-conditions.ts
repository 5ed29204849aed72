import { conjunctsOf, mapExpression, mapRelation, partsOf, someExpression } from '@interloper/plan';
import type { Expression, NamedExpression, Relation, Scan } from '@interloper/plan';

/**
 * A scan inside a plan, and conditions over its columns without which none of its rows matters to the plan; `whole` is
 * false when there are others that could not be carried down to it.
 */
export interface ScanConditions {
  readonly scan: Scan;
  readonly conditions: readonly Expression[];
  readonly whole: boolean;
}

/** What stands above a relation: conditions over its columns. */
interface Above {
  readonly conditions: readonly Expression[];
  readonly whole: boolean;
}

const NOTHING: Above = { conditions: [], whole: true };

/**
 * Puts other relations in the place of a plan's scans, those in subqueries included, always in the same order. Filters
 * are carried down to the scan as conditions through steps that give each row by itself; rows that fail one can be left
 * out of the scan, and the plan's answer stays the same.
 */
export function mapScans(
  relation: Relation,
  onScan: (scan: ScanConditions) => Relation,
  above: Above = NOTHING,
): Relation {
  if (relation.kind === 'scan') return onScan({ scan: relation, ...above });
  const inQueries = (expression: Expression): Expression =>
    mapExpression(expression, inQueries, (query) => mapScans(query, onScan));
  return mapRelation(relation, (input) => mapScans(input, onScan, below(relation, input, above)), inQueries);
}

/** The conditions over an input of a relation. */
function below(relation: Relation, input: Relation, above: Above): Above {
  switch (relation.kind) {
    case 'filter': {
      const own = conjunctsOf(relation.predicate).filter(isPlain);
      const whole = above.whole && own.length === conjunctsOf(relation.predicate).length;
      return { conditions: [...own, ...above.conditions], whole };
    }
    case 'sort':
      return above;
    case 'project':
      return through(above, new Map(relation.columns.map(named)), false);
    case 'extend':
      return through(above, new Map(relation.columns.map(named)), true);
    case 'let':
      return input === relation.body ? above : NOTHING;
    default:
      return { conditions: [], whole: false };
  }
}

function named({ name, expression }: NamedExpression): readonly [string, Expression] {
  return [name, expression];
}

/** Conditions over what a step makes, as conditions over what it is given. */
function through(above: Above, made: ReadonlyMap<string, Expression>, keepsOthers: boolean): Above {
  const replaced = above.conditions.map((condition) => substitute(condition, made, keepsOthers));
  const conditions = replaced.filter((condition) => condition !== undefined);
  return { conditions, whole: above.whole && conditions.length === replaced.length };
}

/** A condition with expressions in the place of columns; undefined when it would become long, or asks a query. */
function substitute(
  condition: Expression,
  made: ReadonlyMap<string, Expression>,
  keepsOthers: boolean,
): Expression | undefined {
  let possible = true;
  const replace = (part: Expression): Expression => {
    if (part.kind !== 'column') return mapExpression(part, replace);
    const expression = made.get(part.name);
    if (expression === undefined && !keepsOthers) possible = false;
    return expression ?? part;
  };
  const replaced = replace(condition);
  return possible && isPlain(replaced) && sizeOf(replaced) <= LONGEST ? replaced : undefined;
}

/** Parts of a condition; a value that a rule computes step by step grows with each place that names it. */
const LONGEST = 400;

function sizeOf(expression: Expression): number {
  return 1 + partsOf(expression).reduce((sum, part) => sum + sizeOf(part), 0);
}

/** Without subqueries, without what is answered before a plan reaches the engine, and the same each time it is asked. */
function isPlain(expression: Expression): boolean {
  return !someExpression(
    expression,
    (part) =>
      part.kind === 'scalarQuery' ||
      part.kind === 'inQuery' ||
      (part.kind === 'call' && NOT_PLAIN.has(part.fn)),
  );
}

const NOT_PLAIN: ReadonlySet<string> = new Set(['addressGeography', 'random', 'newGuid']);
