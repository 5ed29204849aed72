import { and, column, conjunctsOf } from '../expressions.js';
import type { ColumnReference, Expression, NamedExpression } from '../expressions.js';
import type { Filter, Join, JoinFlavour, Let, Reference, Relation, Union } from '../relations.js';
import { columnsOf } from '../schema.js';
import type { Column } from '../types.js';
import { expressionsOf, inputsOf, mapExpression, mapRelation, someExpression } from '../visit.js';
import { isTimeless, mentionsNow, queriesRestOnNow, restsOnNow } from './now.js';

/**
 * The same plan with its conditions on `now` as late as they can stand: behind the filters and computed columns of each
 * log and the branches of a union, before the first step that looks at several rows. What lies below them is the same
 * at every instant, so that a replay computes it once.
 */
export function raiseBounds(relation: Relation): Relation {
  let made = 0;
  const fresh = (): string => {
    made += 1;
    return `\u2192bound${made}`;
  };
  return settled(raise(relation, { lets: new Map(), fresh }), columnsOf(relation));
}

/**
 * A relation, and the conditions on its rows that rest on `now` and have not been asked yet. They look at its columns,
 * of which it may have more than what it stands for. Only a relation that does not rest on `now` itself has conditions.
 */
interface Raised {
  readonly relation: Relation;
  readonly bounds: readonly Expression[];
  /** True when nothing in the relation rests on `now`. */
  readonly timeless: boolean;
}

interface Context {
  readonly lets: ReadonlyMap<string, Raised>;
  /** A column name that no plan has. */
  readonly fresh: () => string;
}

function raise(relation: Relation, context: Context): Raised {
  if (relation.kind === 'let') return raiseLet(relation, context);
  if (relation.kind === 'reference') return raiseReference(relation, context);
  const inputs = inputsOf(relation).map((input) => raise(input, context));
  // The queries in its expressions are looked at once, whichever way the step takes.
  const expressions = expressionsOf(relation)
    .map((part) => inQueries(part, context))
    .values();
  const queried = mapRelation(
    relation,
    (input) => input,
    (part) => expressions.next().value ?? part,
  );
  return pass(queried, inputs, context.fresh) ?? barrier(queried, inputs);
}

/** The conditions of a step's inputs as conditions on what it gives; undefined where they cannot pass. */
function pass(step: Relation, inputs: readonly Raised[], fresh: () => string): Raised | undefined {
  const [input] = inputs;
  if (input === undefined || inputs.some(({ timeless }) => !timeless)) return undefined;
  switch (step.kind) {
    case 'filter':
      return passFilter(step, input);
    case 'extend':
    case 'project':
    case 'unnest':
      return passStep(step, input, fresh);
    case 'union':
      return passUnion(step, inputs, fresh);
    case 'join':
      return passJoin(step, inputs, fresh);
    default:
      return undefined;
  }
}

/** A step that its inputs' conditions cannot pass: they are asked before it. */
function barrier(step: Relation, inputs: readonly Raised[]): Raised {
  const raised = inputs.values();
  const relation = mapRelation(
    step,
    (input) => {
      const next = raised.next().value;
      return next === undefined ? input : settled(next, columnsOf(input));
    },
    (part) => part,
  );
  const timeless =
    inputs.every((input) => input.timeless && input.bounds.length === 0) &&
    !expressionsOf(step).some(restsOnNow);
  return { relation, bounds: [], timeless };
}

/** The relation with its conditions asked, and with the columns of what it stands for. */
function settled({ relation, bounds }: Raised, columns: readonly Column[]): Relation {
  const input: Relation =
    bounds.length === 0 ? relation : { kind: 'filter', input: relation, predicate: and(...bounds) };
  const exact = columnsOf(relation).length === columns.length;
  return exact ? input : { kind: 'project', input, columns: columns.map(asItself) };
}

/** The filter's own conditions on `now` are added to its input's. */
function passFilter(filter: Filter, { relation, bounds }: Raised): Raised | undefined {
  const conjuncts = conjunctsOf(filter.predicate);
  if (conjuncts.some(queriesRestOnNow)) return undefined;
  const kept = conjuncts.filter((part) => !mentionsNow(part));
  return {
    relation: kept.length === 0 ? relation : { ...filter, input: relation, predicate: and(...kept) },
    bounds: [...bounds, ...conjuncts.filter(mentionsNow)],
    timeless: true,
  };
}

/** Steps of which each row comes from one row: the conditions can as well be asked of what they give. */
function passStep(
  step: Extract<Relation, { kind: 'extend' | 'project' | 'unnest' }>,
  input: Raised,
  fresh: () => string,
): Raised | undefined {
  if (expressionsOf(step).some(restsOnNow)) return undefined;
  if (step.kind === 'unnest' && step.limit !== undefined && input.bounds.length > 0) return undefined;
  if (step.kind === 'project') {
    const columns = [...step.columns];
    const bounds = withColumns(input.bounds, (reference) => {
      const there = columns.find(({ expression }) => isColumn(expression, reference.name));
      const name = there?.name ?? fresh();
      if (there === undefined) columns.push({ name, expression: reference });
      return name;
    });
    return { relation: { ...step, input: input.relation, columns }, bounds, timeless: true };
  }
  // What the step replaces is handed on under another name.
  const made = step.kind === 'extend' ? step.columns : step.lists.map((list) => list.column);
  const replaced = new Set(made.map(({ name }) => name));
  if (step.kind === 'unnest' && step.index !== undefined) replaced.add(step.index);
  const copies: NamedExpression[] = [];
  const bounds = withColumns(input.bounds, (reference) => {
    if (!replaced.has(reference.name)) return reference.name;
    const name = fresh();
    copies.push({ name, expression: reference });
    return name;
  });
  const below: Relation =
    copies.length === 0 ? input.relation : { kind: 'extend', input: input.relation, columns: copies };
  return { relation: { ...step, input: below }, bounds, timeless: true };
}

/** Branches with the same conditions, each on columns of its own: the union carries them under one name. */
function passUnion(union: Union, inputs: readonly Raised[], fresh: () => string): Raised | undefined {
  if (inputs.every(({ bounds }) => bounds.length === 0)) {
    return {
      relation: { ...union, inputs: inputs.map(({ relation }) => relation) },
      bounds: [],
      timeless: true,
    };
  }
  const names: string[] = [];
  const branches = inputs.map(({ relation, bounds }) => {
    const columns: NamedExpression[] = columnsOf(union).map(asItself);
    const carried = new Map<string, string>();
    const asked = withColumns(bounds, (reference) => {
      const name = carried.get(reference.name) ?? (names[carried.size] ??= fresh());
      if (!carried.has(reference.name)) columns.push({ name, expression: reference });
      carried.set(reference.name, name);
      return name;
    });
    return { relation: { kind: 'project', input: relation, columns } satisfies Relation, asked };
  });
  const [first] = branches;
  const text = JSON.stringify(first?.asked);
  if (first === undefined || branches.some(({ asked }) => JSON.stringify(asked) !== text)) return undefined;
  return {
    relation: { ...union, inputs: branches.map(({ relation }) => relation) },
    bounds: first.asked,
    timeless: true,
  };
}

/** What is looked up in a list that is the same at every instant can be looked up before the conditions. */
function passJoin(join: Join, inputs: readonly Raised[], fresh: () => string): Raised | undefined {
  const [left, right] = inputs;
  if (left === undefined || right === undefined) return undefined;
  if (!LOOKS_UP.has(join.flavour) || right.bounds.length > 0 || restsOnNow(join.condition)) return undefined;
  if (left.bounds.length > 0 && !isTimeless(right.relation)) return undefined;
  const columns = [...join.columns];
  const bounds = withColumns(left.bounds, ({ name }) => {
    const there = columns.find((item) => item.side === 'left' && item.source === name);
    if (there !== undefined) return there.name;
    const carried = fresh();
    columns.push({ name: carried, side: 'left', source: name });
    return carried;
  });
  return {
    relation: { ...join, left: left.relation, right: right.relation, columns },
    bounds,
    timeless: true,
  };
}

const LOOKS_UP: ReadonlySet<JoinFlavour> = new Set<JoinFlavour>(['inner', 'left', 'leftSemi', 'leftAnti']);

/** What is named is named without its conditions; each use asks them. */
function raiseLet(relation: Let, context: Context): Raised {
  const value = raise(relation.value, context);
  const body = raise(relation.body, { ...context, lets: new Map([...context.lets, [relation.name, value]]) });
  return {
    relation: { ...relation, value: value.relation, body: body.relation },
    bounds: body.bounds,
    timeless: value.timeless && body.timeless,
  };
}

function raiseReference(relation: Reference, context: Context): Raised {
  const named = context.lets.get(relation.name);
  if (named === undefined) return { relation, bounds: [], timeless: false };
  const known = new Set(relation.columns.map(({ name }) => name));
  const asked = columnsOf(named.relation).filter(
    ({ name }) => !known.has(name) && named.bounds.some((bound) => looksAt(bound, name)),
  );
  return {
    relation: { ...relation, columns: [...relation.columns, ...asked] },
    bounds: named.bounds,
    timeless: named.timeless,
  };
}

/** An expression whose subqueries have their conditions raised, too. */
function inQueries(expression: Expression, context: Context): Expression {
  return mapExpression(
    expression,
    (part) => inQueries(part, context),
    (query) => settled(raise(query, context), columnsOf(query)),
  );
}

/** Conditions on other columns; each reference is asked for its name. */
function withColumns(
  bounds: readonly Expression[],
  nameOf: (reference: ColumnReference) => string,
): readonly Expression[] {
  const replace = (part: Expression): Expression =>
    part.kind === 'column' ? column(nameOf(part), part.type) : mapExpression(part, replace);
  return bounds.map(replace);
}

function asItself({ name, type }: Column): NamedExpression {
  return { name, expression: column(name, type) };
}

function isColumn(expression: Expression, name: string): boolean {
  return expression.kind === 'column' && expression.name === name;
}

function looksAt(expression: Expression, name: string): boolean {
  return someExpression(expression, (part) => isColumn(part, name));
}
