import { conjunctsOf } from '../expressions.js';
import type { Expression } from '../expressions.js';
import { signatureOf } from '../functions/index.js';
import type { FunctionName } from '../functions/index.js';
import type { AggregateCall, JoinFlavour, Relation, WindowCall } from '../relations.js';
import { columnsOf } from '../schema.js';

type Names = ReadonlySet<string>;

/**
 * The columns of a relation that are null in no row, as far as its steps tell: conditions that null fails, values that
 * are made of such columns, counts. `given` are columns of the logs that no event lacks, as its time.
 */
export function presentColumns(relation: Relation, given: Names = new Set()): Names {
  return visit(relation, { given, named: new Map() });
}

interface Scope {
  readonly given: Names;
  readonly named: ReadonlyMap<string, Names>;
}

function visit(relation: Relation, scope: Scope): Names {
  const inner = (input: Relation): Names => visit(input, scope);
  switch (relation.kind) {
    case 'scan':
    case 'readFiles':
      return new Set(columnsOf(relation).flatMap(({ name }) => (scope.given.has(name) ? [name] : [])));
    case 'values':
      return new Set(
        relation.columns.flatMap(({ name }, at) =>
          relation.rows.every((row) => row[at] !== null && row[at] !== undefined) ? [name] : [],
        ),
      );
    case 'range':
      return new Set([relation.column.name]);
    case 'reference':
      return scope.named.get(relation.name) ?? new Set();
    case 'let': {
      const named = new Map(scope.named).set(relation.name, inner(relation.value));
      return visit(relation.body, { ...scope, named });
    }
    case 'filter':
      return new Set([...inner(relation.input), ...conjunctsOf(relation.predicate).flatMap(wanted)]);
    case 'sort':
    case 'limit':
    case 'distinct':
      return inner(relation.input);
    case 'extend': {
      const before = inner(relation.input);
      const made = new Set(relation.columns.map(({ name }) => name));
      const kept = [...before].filter((name) => !made.has(name));
      return new Set([...kept, ...presentOf(relation.columns, before)]);
    }
    case 'project':
      return new Set(presentOf(relation.columns, inner(relation.input)));
    case 'aggregate': {
      const before = inner(relation.input);
      return new Set([
        ...presentOf(relation.groups, before),
        ...relation.aggregates.flatMap((item) =>
          alwaysGives(item, relation.groups.length > 0, before) ? [item.name] : [],
        ),
      ]);
    }
    case 'window': {
      const before = inner(relation.input);
      const made = relation.calls.flatMap((item) => (windowGives(item, before) ? [item.name] : []));
      return new Set([...before, ...made]);
    }
    case 'join': {
      const sides = { left: inner(relation.left), right: inner(relation.right) };
      return new Set(
        relation.columns.flatMap(({ name, side, source }) =>
          KEEPS[side].has(relation.flavour) && sides[side].has(source) ? [name] : [],
        ),
      );
    }
    case 'union': {
      const [first = new Set<string>(), ...rest] = relation.inputs.map(inner);
      return new Set([...first].filter((name) => rest.every((other) => other.has(name))));
    }
    case 'unnest': {
      const made = new Set(relation.lists.map(({ column }) => column.name));
      return new Set([...inner(relation.input)].filter((name) => !made.has(name)));
    }
  }
}

/** The joins that fill a side's columns with null nowhere. */
const KEEPS: Readonly<Record<'left' | 'right', ReadonlySet<JoinFlavour>>> = {
  left: new Set(['inner', 'left', 'leftSemi', 'leftAnti']),
  right: new Set(['inner', 'right', 'rightSemi', 'rightAnti']),
};

function presentOf(
  items: readonly { readonly name: string; readonly expression: Expression }[],
  before: Names,
): readonly string[] {
  return items.flatMap(({ name, expression }) => (isPresent(expression, before) ? [name] : []));
}

/** True when an expression over columns of which some are never null is never null itself. */
export function isPresent(expression: Expression, present: Names): boolean {
  const given = (part: Expression): boolean => isPresent(part, present);
  switch (expression.kind) {
    case 'literal':
      return expression.value !== null;
    case 'now':
    case 'inQuery':
      return true;
    case 'column':
      return present.has(expression.name);
    case 'call': {
      const { fn, args } = expression;
      const [, second, third] = args;
      if (fn === 'coalesce') return args.some(given);
      if (fn === 'if') return second !== undefined && third !== undefined && given(second) && given(third);
      if (fn === 'case')
        return args.every((item, index) => (index % 2 === 0 && index < args.length - 1) || given(item));
      if (NEVER_NULL.has(fn)) return true;
      return ONLY_OF_NULL.has(fn) && signatureOf(fn).nulls === 'strict' && args.every(given);
    }
    default:
      return false;
  }
}

const NEVER_NULL: ReadonlySet<FunctionName> = new Set(['isNull', 'isTrue', 'same', 'mvAny', 'makeArray']);

/** Functions that give null for null alone. */
const ONLY_OF_NULL: ReadonlySet<FunctionName> = new Set([
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'in',
  'inIgnoreCase',
  'eqIgnoreCase',
  'contains',
  'containsIgnoreCase',
  'startsWith',
  'endsWith',
  'matchesRegex',
  'not',
  'add',
  'subtract',
  'binDown',
  'lower',
  'upper',
  'length',
  'concat',
  'toText',
  'isoText',
  'epochSeconds',
]);

/** The columns that are not null where a condition is true. */
function wanted(condition: Expression): readonly string[] {
  if (condition.kind === 'column') return [condition.name];
  if (condition.kind !== 'call') return [];
  const { fn, args } = condition;
  const [first] = args;
  if (fn === 'not' && first?.kind === 'call' && first.fn === 'isNull')
    return first.args[0]?.kind === 'column' ? [first.args[0].name] : [];
  if (fn === 'not') return first === undefined || first.kind !== 'call' ? [] : strictColumns(first);
  return strictColumns(condition);
}

/** The columns that a call is null for when they are. */
function strictColumns(expression: Expression): readonly string[] {
  if (expression.kind === 'column') return [expression.name];
  if (expression.kind !== 'call' || !isStrict(expression.fn)) return [];
  return expression.args.flatMap(strictColumns);
}

function isStrict(fn: FunctionName): boolean {
  return signatureOf(fn).nulls === 'strict' && fn !== 'and' && fn !== 'or';
}

function alwaysGives({ fn, args, where }: AggregateCall, grouped: boolean, before: Names): boolean {
  if (COUNTS.has(fn)) return true;
  return grouped && where === undefined && FROM_ANY.has(fn) && args.every((item) => isPresent(item, before));
}

function windowGives({ fn, args, frame }: WindowCall, before: Names): boolean {
  if (fn === 'rowNumber' || COUNTS.has(fn)) return true;
  const holdsItself =
    frame.unit === 'all' || (frame.unit === 'rows' ? frame.after !== -1 : frame.after === '0');
  return holdsItself && FROM_ANY.has(fn) && args.every((item) => isPresent(item, before));
}

const COUNTS: ReadonlySet<string> = new Set(['count', 'countIf', 'countValues', 'countDistinct']);
const FROM_ANY: ReadonlySet<string> = new Set([
  'min',
  'max',
  'sum',
  'average',
  'median',
  'percentile',
  'anyTrue',
  'allTrue',
  'set',
  'list',
  'mvValues',
  'mvList',
]);
