import { CannotSay, and, call, emptiedText, isPresent, presentColumns } from '@interloper/plan';
import type { AggregateCall, AggregateName, Expression, PrintOptions, Relation } from '@interloper/plan';
import { neverEmptied, scalarText } from './scalar.js';
import type { Words } from './scalar.js';
import { literalText, nameText } from './words.js';

/** `summarize` of a relation's groups and aggregates. */
export function summarize(
  { input, groups, aggregates }: Extract<Relation, { kind: 'aggregate' }>,
  words: Words,
  options: PrintOptions,
): string {
  const present = presentColumns(input);
  const items = aggregates.map((item) => {
    if (item.fn === 'argMax' || item.fn === 'argMin') return extremeText(item, words);
    const text = aggregateText(item, words, options);
    const [value] = item.args;
    // Of no values at all the sum is null to the plan, 0 to KQL.
    const some =
      groups.length > 0 && item.where === undefined && value !== undefined && isPresent(value, present);
    const none = item.fn === 'sum' && value !== undefined && !some;
    const said = none ? nullOfNone(text, item, value, words) : text;
    return `${nameText(item.name)} = ${said}`;
  });
  const by = groups.map(({ name, expression }) => {
    const value = scalarText(expression, words);
    return value === nameText(name) ? value : `${nameText(name)} = ${value}`;
  });
  if (items.length === 0) return `| distinct ${by.join(', ')}`;
  return `| summarize ${items.join(', ')}${by.length === 0 ? '' : ` by ${by.join(', ')}`}`;
}

const CONDITIONAL: Partial<Readonly<Record<AggregateName, string>>> = {
  sum: 'sumif',
  average: 'avgif',
  min: 'minif',
  max: 'maxif',
  set: 'make_set_if',
  list: 'make_list_if',
  deviationSample: 'stdevif',
  varianceSample: 'varianceif',
};

/** As many values as Kusto takes without being told. */
const USUAL_LIMIT = 1_048_576;

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

/**
 * The value of the row that is greatest or least by another. Kusto takes any row where none has that; a value that is
 * null there makes it the same.
 */
function extremeText({ name, fn, args, where }: AggregateCall, words: Words): string {
  const [value, by] = args;
  if (value === undefined || by === undefined || where !== undefined || !isNullWith(value, by))
    throw new CannotSay(`the aggregate ${fn}`);
  const said = [by, value].map((item) => scalarText(item, words)).join(', ');
  return `(${nameText(`${name}_by`)}, ${nameText(name)}) = ${fn === 'argMax' ? 'arg_max' : 'arg_min'}(${said})`;
}

/** True for a choice that is null where what it asks for is. */
function isNullWith(value: Expression, by: Expression): boolean {
  const [condition, then] = value.kind === 'call' && value.fn === 'if' ? value.args : [];
  const asked = condition?.kind === 'call' && condition.fn === 'isNull' ? condition.args[0] : undefined;
  return then?.kind === 'literal' && then.value === null && JSON.stringify(asked) === JSON.stringify(by);
}

/** An aggregate that is null where no row has a value. */
export function nullOfNone(
  text: string,
  { type, where }: AggregateCall,
  value: Expression,
  words: Words,
): string {
  const present = call('not', [call('isNull', [value])]);
  const known = words.condition(where === undefined ? present : and(where, present));
  return `iff(countif(${known}) > 0, ${text}, ${literalText({ kind: 'literal', type, value: null })})`;
}

/** An aggregate as a function of `summarize`. */
export function aggregateText(item: AggregateCall, words: Words, options: PrintOptions): string {
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
      if (args.length !== 1 || first === undefined) break;
      if (when !== undefined) {
        if (first.type === 'string' && !neverEmptied(first))
          words.needEmpty('whether a text is absent or empty');
        const known = first.type === 'string' && !neverEmptied(first) ? ` and isnotempty(${value})` : '';
        return `count_distinctif(${value}, ${when}${known})`;
      }
      // An absent text is no value of its own, an empty one is.
      if (first.type !== 'string' || emptiedText(first) !== undefined) return `count_distinct(${value})`;
      if (options.emptyIsAbsent !== true)
        throw new CannotSay('whether a text is absent or empty', '--empty-is-absent takes them for the same');
      return `count_distinctif(${value}, isnotempty(${value}))`;
    }
    case 'mvValues': {
      const [first] = args;
      if (when !== undefined || first === undefined) break;
      if (first.type === 'multivalue') return `array_sort_asc(make_set(${value}))`;
      if (first.type !== 'string') throw new CannotSay(`the values of a ${first.type} as texts`);
      return `array_sort_asc(${neverEmptied(first) ? `make_set(${value})` : `make_set_if(${value}, isnotempty(${value}))`})`;
    }
    case 'anyTrue':
      if (when !== undefined || args[0] === undefined) break;
      return `countif(${words.condition(args[0])}) > 0`;
    case 'percentileBetween':
      throw new CannotSay('a percentile between two values: KQL takes the nearest rank');
    case 'percentile':
      if (when !== undefined) break;
      return `percentile(${values.join(', ')})`;
    case 'median': {
      if (when !== undefined) break;
      const [sorted, last] = [`array_sort_asc(make_list(${value}))`, `array_length(make_list(${value})) - 1`];
      return `(toreal(${sorted}[toint((${last}) / 2)]) + toreal(${sorted}[toint((${last} + 1) / 2)])) / 2`;
    }
    case 'argMax':
    case 'argMin':
      break;
    default: {
      const name = when === undefined ? FUNCTIONS[fn] : CONDITIONAL[fn];
      if (name === undefined) break;
      if (when !== undefined)
        return `${name}(${value}, ${when}${limit === undefined || limit >= USUAL_LIMIT ? '' : `, ${limit}`})`;
      return `${name}(${limit === undefined || limit >= USUAL_LIMIT ? value : `${value}, ${limit}`})`;
    }
  }
  throw new CannotSay(`the aggregate ${fn}${where === undefined ? '' : ' with a condition'}`);
}
