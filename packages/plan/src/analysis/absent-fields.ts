import type { Expression } from '../expressions.js';
import { signatureOf } from '../functions/index.js';
import type { Relation } from '../relations.js';
import { inputsOf, partsOf } from '../visit.js';

/** What a plan can still find when some dataset columns hold no value at all. */
export interface Evaluability {
  /** False when no row can ever come out because of absent fields alone. */
  readonly evaluable: boolean;
  /** Dataset columns the plan's conditions rest on, absent or not: `dataset.column`. */
  readonly rests: readonly string[];
}

/** Tells whether a dataset's column is absent from all data at hand. */
export type IsAbsent = (dataset: string, column: string) => boolean;

/**
 * Judges which branches of a plan's filters are dead because a field is absent.
 *
 * A value is dead when it can only come from absent fields: a strict function of a dead value is dead, `coalesce` and
 * `mvAppend` are dead when all but their literals are (else they rest on those that are not), `and` when any part is, `or` when all parts
 * that are not literals are, `if` and `case` when no live condition leads to a value other than the last. A filter with
 * a dead predicate lets no row through. `not` and `isNull` of a dead value are alive (they hold for every row); the gap
 * is still reported through `rests`.
 */
export function judgeEvaluability(relation: Relation, isAbsent: IsAbsent): Evaluability {
  const rests = new Set<string>();
  const flow = flowOf(relation, { isAbsent, rests, references: new Map() });
  return { evaluable: flow.alive, rests: [...rests].toSorted() };
}

interface Judge {
  readonly isAbsent: IsAbsent;
  readonly rests: Set<string>;
  readonly references: Map<string, Flow>;
}

/** What is known of a value: dead or not, and the dataset columns it comes from. */
interface Value {
  readonly dead: boolean;
  readonly constant: boolean;
  readonly sources: readonly string[];
}

interface Flow {
  readonly alive: boolean;
  readonly values: ReadonlyMap<string, Value>;
}

const CONSTANT: Value = { dead: false, constant: true, sources: [] };

function flowOf(relation: Relation, judge: Judge): Flow {
  switch (relation.kind) {
    case 'scan':
      return {
        alive: true,
        values: new Map(
          relation.columns.map(({ name }) => [
            name,
            {
              dead: judge.isAbsent(relation.dataset, name),
              constant: false,
              sources: [`${relation.dataset}.${name}`],
            },
          ]),
        ),
      };
    case 'values':
    case 'range':
    case 'readFiles':
      return { alive: true, values: new Map() };
    case 'reference':
      return judge.references.get(relation.name) ?? { alive: true, values: new Map() };
    case 'let':
      judge.references.set(relation.name, flowOf(relation.value, judge));
      return flowOf(relation.body, judge);
    case 'filter': {
      const input = flowOf(relation.input, judge);
      const predicate = valueOf(relation.predicate, input, judge);
      for (const source of predicate.sources) judge.rests.add(source);
      return { alive: input.alive && !predicate.dead, values: input.values };
    }
    case 'extend':
    case 'project': {
      const input = flowOf(relation.input, judge);
      const values = new Map(relation.kind === 'extend' ? input.values : []);
      for (const { name, expression } of relation.columns)
        values.set(name, valueOf(expression, input, judge));
      return { alive: input.alive, values };
    }
    case 'aggregate': {
      const input = flowOf(relation.input, judge);
      const values = new Map<string, Value>();
      for (const { name, expression } of relation.groups) values.set(name, valueOf(expression, input, judge));
      for (const { name, args, where } of relation.aggregates) {
        const parts = [...args, ...(where === undefined ? [] : [where])].map((part) =>
          valueOf(part, input, judge),
        );
        values.set(name, strictly(parts));
      }
      return { alive: input.alive, values };
    }
    case 'window':
    case 'unnest': {
      const input = flowOf(relation.input, judge);
      const values = new Map(input.values);
      if (relation.kind === 'window') {
        for (const item of relation.calls) {
          values.set(item.name, strictly(item.args.map((part) => valueOf(part, input, judge))));
        }
        return { alive: input.alive, values };
      }
      const lists = relation.lists.map(
        ({ list, column }) => [column.name, valueOf(list, input, judge)] as const,
      );
      for (const [name, value] of lists) values.set(name, value);
      const dead = lists.length > 0 && lists.every(([, value]) => value.dead);
      return { alive: input.alive && (relation.outer || !dead), values };
    }
    case 'join':
      return joinFlow(relation, judge);
    case 'union': {
      const flows = relation.inputs.map((input) => flowOf(input, judge));
      return { alive: flows.some((flow) => flow.alive), values: merged(flows.filter((flow) => flow.alive)) };
    }
    default: {
      const [input] = inputsOf(relation);
      return input === undefined ? { alive: true, values: new Map() } : flowOf(input, judge);
    }
  }
}

function joinFlow(relation: Extract<Relation, { kind: 'join' }>, judge: Judge): Flow {
  const left = flowOf(relation.left, judge);
  const right = flowOf(relation.right, judge);
  const sided: Flow = {
    alive: true,
    values: new Map([
      ...[...left.values].map(([name, value]) => [`left.${name}`, value] as const),
      ...[...right.values].map(([name, value]) => [`right.${name}`, value] as const),
    ]),
  };
  const condition = valueOf(relation.condition, sided, judge);
  for (const source of condition.sources) judge.rests.add(source);
  const pairs = left.alive && right.alive && !condition.dead;
  const alive = {
    inner: pairs,
    leftSemi: pairs,
    rightSemi: pairs,
    left: left.alive,
    leftAnti: left.alive,
    right: right.alive,
    rightAnti: right.alive,
    full: left.alive || right.alive,
  }[relation.flavour];
  const values = new Map<string, Value>();
  for (const { name, side, source } of relation.columns) {
    values.set(name, sided.values.get(`${side}.${source}`) ?? CONSTANT);
  }
  return { alive, values };
}

/** Of several flows into one: dead where all are. */
function merged(flows: readonly Flow[]): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const flow of flows) {
    for (const [name, value] of flow.values) {
      const before = values.get(name);
      values.set(name, before === undefined ? value : either([before, value]));
    }
  }
  return values;
}

function valueOf(expression: Expression, flow: Flow, judge: Judge): Value {
  switch (expression.kind) {
    case 'literal':
    case 'now':
    case 'variable':
      return CONSTANT;
    case 'column': {
      const name = expression.side === undefined ? expression.name : `${expression.side}.${expression.name}`;
      return flow.values.get(name) ?? CONSTANT;
    }
    case 'lambda':
      return valueOf(expression.body, flow, judge);
    case 'scalarQuery':
    case 'inQuery': {
      const inner = flowOf(expression.relation, judge);
      const parts = partsOf(expression).map((part) => valueOf(part, flow, judge));
      return strictly(inner.alive ? parts : [...parts, { dead: true, constant: false, sources: [] }]);
    }
    case 'call':
      return valueOfCall(expression.fn, expression.args, flow, judge);
  }
}

function valueOfCall(
  fn: Extract<Expression, { kind: 'call' }>['fn'],
  args: readonly Expression[],
  flow: Flow,
  judge: Judge,
): Value {
  const values = args.map((argument) => valueOf(argument, flow, judge));
  switch (fn) {
    case 'and':
    case 'isTrue':
      return strictly(values);
    case 'or':
      return either(values);
    case 'coalesce':
    case 'mvAppend':
      return firstOf(values);
    case 'not':
    case 'isNull':
      return { ...strictly(values), dead: false };
    case 'if': {
      const [condition, whenTrue, otherwise] = values;
      return chosen([[condition, whenTrue]], otherwise);
    }
    case 'case': {
      const pairs: [Value | undefined, Value | undefined][] = [];
      for (let index = 0; index + 1 < values.length; index += 2)
        pairs.push([values[index], values[index + 1]]);
      return chosen(pairs, values.at(-1));
    }
    default:
      return signatureOf(fn).nulls === 'strict' ? strictly(values) : either(values);
  }
}

/** Dead when any part is. */
function strictly(parts: readonly Value[]): Value {
  return {
    dead: parts.some((part) => part.dead),
    constant: parts.every((part) => part.constant),
    sources: parts.flatMap((part) => part.sources),
  };
}

/** Dead when there is a dead part and all others are constants. */
function either(parts: readonly Value[]): Value {
  return {
    dead: parts.some((part) => part.dead) && parts.every((part) => part.dead || part.constant),
    constant: parts.every((part) => part.constant),
    sources: parts.flatMap((part) => part.sources),
  };
}

/** Rests on the live ones of several values, if there are: what is absent beside them is not missed. */
function firstOf(parts: readonly Value[]): Value {
  const value = either(parts);
  const live = parts.filter((part) => !part.dead);
  return value.dead || live.every((part) => part.constant)
    ? value
    : { ...value, sources: live.flatMap((part) => part.sources) };
}

/** A choice is dead when no live condition leads anywhere and what is left is constant or dead. */
function chosen(
  pairs: readonly (readonly [Value | undefined, Value | undefined])[],
  otherwise: Value = CONSTANT,
): Value {
  const conditions = pairs.map(([condition]) => condition ?? CONSTANT);
  const results = [...pairs.map(([, result]) => result ?? CONSTANT), otherwise];
  const sources = [...conditions, ...results].flatMap((part) => part.sources);
  const someDead = [...conditions, ...results].some((part) => part.dead);
  const live = pairs.some(([condition = CONSTANT, result = CONSTANT]) => !condition.dead && !result.dead);
  const rest = otherwise.dead || otherwise.constant;
  return {
    dead: someDead && !live && rest,
    constant: [...conditions, ...results].every((part) => part.constant),
    sources,
  };
}
