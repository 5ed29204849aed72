import { and, conjunctsOf, mapExpression, mapRelation, someExpression } from '@interloper/plan';
import type { Expression, Extend, Filter, NamedExpression, Relation } from '@interloper/plan';

/**
 * Leaves out conditions of values where a filter behind them asks for the same: `if(c, x, null)` before a filter by `c`
 * is `x`, and so before a comparison with it, which is never true of null, once the filter asks for `c`, too. Engines
 * join and compare plain columns, and CASE they compute first.
 */
export function knownConditions(relation: Relation): Relation {
  const mapped = mapRelation(relation, knownConditions, inQueries);
  return mapped.kind === 'filter' ? simplified(mapped) : mapped;
}

function inQueries(expression: Expression): Expression {
  return mapExpression(expression, inQueries, knownConditions);
}

function simplified(filter: Filter): Filter {
  const steps: Extend[] = [];
  let below = filter.input;
  const conjuncts = [...conjunctsOf(filter.predicate)];
  /** The columns that a step behind the one at hand makes: they are others before it. */
  const made = new Set<string>();
  while (below.kind === 'extend') {
    const own = new Set(below.columns.map(({ name }) => name));
    const columns = below.columns.map((item): NamedExpression => {
      const choice = valueWhere(item.expression);
      if (choice === undefined || made.has(item.name)) return item;
      if (choice.conditions.some((condition) => mentions(condition, made) || mentions(condition, own)))
        return item;
      const asked = new Set(conjuncts.map((conjunct) => JSON.stringify(conjunct)));
      const missing = choice.conditions.filter((condition) => !asked.has(JSON.stringify(condition)));
      if (missing.length > 0 && !conjuncts.some((conjunct) => dropsNull(conjunct, item.name))) return item;
      conjuncts.push(...missing);
      return { name: item.name, expression: choice.value };
    });
    for (const name of own) made.add(name);
    steps.push({ ...below, columns });
    below = below.input;
  }
  const input = steps.reduceRight<Relation>((inner, step) => ({ ...step, input: inner }), below);
  return { ...filter, input, predicate: and(...conjuncts) };
}

/** `if(c1 and c2 …, value, null)` */
function valueWhere(
  expression: Expression,
): { readonly conditions: readonly Expression[]; readonly value: Expression } | undefined {
  if (expression.kind !== 'call' || expression.fn !== 'if') return undefined;
  const [condition, value, otherwise] = expression.args;
  if (condition === undefined || value === undefined) return undefined;
  if (otherwise?.kind !== 'literal' || otherwise.value !== null) return undefined;
  return { conditions: conjunctsOf(condition), value };
}

const COMPARISONS: ReadonlySet<string> = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge']);

/** A comparison with the column itself. */
function dropsNull(conjunct: Expression, name: string): boolean {
  if (conjunct.kind !== 'call' || !COMPARISONS.has(conjunct.fn)) return false;
  return conjunct.args.some((part) => part.kind === 'column' && part.name === name);
}

function mentions(expression: Expression, names: ReadonlySet<string>): boolean {
  return someExpression(expression, (part) => part.kind === 'column' && names.has(part.name));
}
