import { CannotSay, emptiedText } from '@interloper/plan';
import type { AggregateCall, AggregateName, PrintOptions, Relation } from '@interloper/plan';
import { scalarText } from './scalar.js';
import type { Words } from './scalar.js';
import { nameText } from './words.js';

/** `summarize` of a relation's groups and aggregates. */
export function summarize(
  { groups, aggregates }: Extract<Relation, { kind: 'aggregate' }>,
  words: Words,
  options: PrintOptions,
): string {
  const items = aggregates.map((item) => `${nameText(item.name)} = ${aggregateText(item, words, options)}`);
  const by = groups.map(({ name, expression }) => {
    const value = scalarText(expression, words);
    return value === nameText(name) ? value : `${nameText(name)} = ${value}`;
  });
  if (items.length === 0) return `| distinct ${by.join(', ')}`;
  return `| summarize ${items.join(', ')}${by.length === 0 ? '' : ` by ${by.join(', ')}`}`;
}

const FUNCTIONS: Partial<Readonly<Record<AggregateName, string>>> = {
  sum: 'sum',
  average: 'avg',
  min: 'min',
  max: 'max',
  anyValue: 'take_any',
  list: 'make_list',
  set: 'make_set',
  deviationSample: 'stdev',
  varianceSample: 'variance',
};

function aggregateText(item: AggregateCall, words: Words, options: PrintOptions): string {
  const { fn, args, where, order, limit } = item;
  if (order !== undefined) throw new CannotSay('an aggregate over ordered rows');
  const values = args.map((value) => scalarText(value, words));
  const when = where === undefined ? undefined : words.condition(where);
  const [value = ''] = values;
  switch (fn) {
    case 'count':
      return when === undefined ? 'count()' : `countif(${when})`;
    case 'countIf':
      if (when !== undefined || args[0] === undefined) break;
      return `countif(${words.condition(args[0])})`;
    case 'countValues':
      if (when !== undefined || args[0] === undefined) break;
      return `countif(${words.condition({ kind: 'call', type: 'bool', fn: 'not', args: [{ kind: 'call', type: 'bool', fn: 'isNull', args: [args[0]] }] })})`;
    case 'countDistinct': {
      const [first] = args;
      if (args.length !== 1 || first === undefined || when !== undefined) break;
      // An absent text is no value of its own, an empty one is.
      if (first.type !== 'string' || emptiedText(first) !== undefined) return `count_distinct(${value})`;
      if (options.emptyIsAbsent !== true)
        throw new CannotSay('whether a text is absent or empty', '--empty-is-absent takes them for the same');
      return `count_distinctif(${value}, isnotempty(${value}))`;
    }
    case 'argMax':
    case 'argMin':
      break;
    default: {
      const name = FUNCTIONS[fn];
      if (name === undefined || when !== undefined) break;
      return `${name}(${limit === undefined ? value : `${value}, ${limit}`})`;
    }
  }
  throw new CannotSay(`the aggregate ${fn}${where === undefined ? '' : ' with a condition'}`);
}
