import { column, columnsOf, mapExpression, mapRelation, partsOf } from '@interloper/plan';
import type { Call, Expression, NamedExpression, Relation } from '@interloper/plan';
import type { Dialect } from '../dialect.js';
import { Unsupported } from '../dialect.js';
import { repeatsOf } from '../repeats.js';

/** Characters of SQL above which an expression is taken apart; rules that people write mostly stay below. */
const LARGE = 20_000;
/** A part that prints shorter is not worth a step of its own. */
const SMALL = 300;

/**
 * Keeps SQL in proportion to the plan. Functions of a language often need an argument several times, and some print
 * one several times, so that calls nested in each other grow with a power of their depth: where an expression would
 * become large, repeated parts become columns of steps before it. Calls raise no errors, so computing a value that a
 * branch may not need is safe.
 */
export function boundGrowth(relation: Relation, dialect: Dialect): Relation {
  const ledger = createLedger(dialect);
  const inRelation = (part: Relation): Relation => {
    const mapped = mapRelation(part, inRelation, inQueries);
    // The expressions of a join look at two inputs.
    if (!('input' in mapped)) return mapped;
    const steps: NamedExpression[][] = [];
    const taken = mapRelation(
      mapped,
      (input) => input,
      (expression) =>
        ledger.of(expression).size > LARGE ? takeApart(expression, ledger, steps) : expression,
    );
    if (steps.length === 0 || !('input' in taken)) return mapped;
    const input = steps.reduce<Relation>(
      (inner, columns) => ({ kind: 'extend', input: inner, columns }),
      mapped.input,
    );
    // What a step hands on must not grow by the columns before it.
    const names = columnsOf(mapped).map(({ name, type }) => ({ name, expression: column(name, type) }));
    return { kind: 'project', input: { ...taken, input }, columns: names };
  };
  const inQueries = (expression: Expression): Expression => mapExpression(expression, inQueries, inRelation);
  return inRelation(relation);
}

/** An expression as it counts here; equal expressions have one entry. */
interface Entry {
  readonly id: number;
  readonly expression: Expression;
  readonly parts: readonly Entry[];
  /** How often each part is printed. */
  readonly repeats: readonly number[];
  /** Characters of SQL, about. */
  readonly size: number;
  readonly free: ReadonlySet<string>;
  /** It may stand in a step of its own: a call without the variable of a lambda around it. */
  readonly movable: boolean;
}

interface Ledger {
  readonly of: (expression: Expression) => Entry;
}

function createLedger(dialect: Dialect): Ledger {
  const known = new WeakMap<Expression, Entry>();
  const equals = new Map<string, Entry>();
  const of = (expression: Expression): Entry => {
    const before = known.get(expression);
    if (before !== undefined) return before;
    const parts = partsOf(expression).map(of);
    const key = keyOf(expression, parts);
    const entry = equals.get(key) ?? entryOf(expression, parts, equals.size, dialect);
    equals.set(key, entry);
    known.set(expression, entry);
    return entry;
  };
  return { of };
}

/** What an expression is beside its parts, and which those are. */
function keyOf(expression: Expression, parts: readonly Entry[]): string {
  const own =
    expression.kind === 'call'
      ? [expression.fn, expression.type]
      : parts.length === 0
        ? [expression]
        : [
            expression.kind,
            JSON.stringify(mapExpression(expression, () => ({ kind: 'now', type: 'datetime' }))),
          ];
  return JSON.stringify([...own, ...parts.map(({ id }) => id)]);
}

function entryOf(expression: Expression, parts: readonly Entry[], id: number, dialect: Dialect): Entry {
  const { own, repeats } =
    expression.kind === 'call' ? printedOnce(expression, dialect) : { own: 20, repeats: [] };
  const size = parts.reduce((sum, part, index) => sum + (repeats[index] ?? 1) * part.size, own);
  const free = freeVariables(expression, parts);
  const movable = expression.kind === 'call' && size > SMALL && free.size === 0;
  return { id, expression, parts, repeats, size, free, movable };
}

/** The variables that an enclosing lambda gives. */
function freeVariables(expression: Expression, parts: readonly Entry[]): ReadonlySet<string> {
  if (expression.kind === 'variable') return new Set([expression.name]);
  const names = new Set(parts.flatMap(({ free }) => [...free]));
  if (expression.kind === 'lambda') names.delete(expression.parameter);
  return names;
}

/** Puts repeated parts into `steps`, the innermost into the first. */
function takeApart(expression: Expression, ledger: Ledger, steps: NamedExpression[][]): Expression {
  const uses = new Map<number, number>();
  const count = (entry: Entry): void => {
    for (const [index, part] of entry.parts.entries()) {
      const seen = uses.has(part.id);
      uses.set(part.id, (uses.get(part.id) ?? 0) + (entry.repeats[index] ?? 1));
      if (!seen) count(part);
    }
  };
  const root = ledger.of(expression);
  count(root);
  const made = new Map<number, { readonly expression: Expression; readonly level: number }>();
  const rebuilt = (entry: Entry): { readonly expression: Expression; readonly level: number } => {
    const before = made.get(entry.id);
    if (before !== undefined) return before;
    let level = 0;
    const inner = mapExpression(entry.expression, (part) => {
      const result = rebuilt(ledger.of(part));
      level = Math.max(level, result.level);
      return result.expression;
    });
    const moves = entry !== root && entry.movable && (uses.get(entry.id) ?? 0) > 1;
    const result = moves
      ? { expression: columnFor(inner, level, steps), level: level + 1 }
      : { expression: inner, level };
    made.set(entry.id, result);
    return result;
  };
  return rebuilt(root).expression;
}

/** A column of the step of that level. */
function columnFor(expression: Expression, level: number, steps: NamedExpression[][]): Expression {
  const name = `\u2192part${steps.reduce((sum, step) => sum + step.length, 0)}`;
  const step = steps[level] ?? [];
  steps[level] = step;
  step.push({ name, expression });
  return column(name, expression.type);
}

/** The characters that a call adds itself, and how often it prints each argument. */
function printedOnce(
  { fn, args, type }: Call,
  dialect: Dialect,
): { readonly own: number; readonly repeats: readonly number[] } {
  const marks = args.map((_, index) => `⟨${index}⟩`);
  try {
    const printed = dialect.functions[fn]({ args: marks, expressions: args, type });
    return { own: printed.length, repeats: repeatsOf(printed, marks, dialect.expansions) };
  } catch (error) {
    // The printing itself will say so.
    if (error instanceof Unsupported) return { own: 0, repeats: [] };
    throw error;
  }
}
