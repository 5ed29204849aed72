import { CannotSay, emptiedText, numberOrNan } from '@interloper/plan';
import type { Call, Expression, FunctionName, Relation } from '@interloper/plan';
import { kustoPattern } from './pattern.js';
import { literalText, nameText, quoted } from './words.js';

/** Prints conditions; handed in because conditions hold values and values conditions. */
export interface Words {
  /** Where null and false come to the same. */
  readonly condition: (expression: Expression) => string;
  /** As a value, which may be null. */
  readonly truth: (expression: Expression) => string;
  /** Refuses what rests on a difference between absent and empty text, unless they count as the same. */
  readonly needEmpty: (what: string) => void;
  /** A query inside an expression. */
  readonly query: (relation: Relation) => string;
}

/**
 * A value. Text that is null in the plan is empty in KQL; where a function would make a difference of that, it is
 * refused.
 */
export function scalarText(expression: Expression, words: Words): string {
  switch (expression.kind) {
    case 'literal':
      return literalText(expression);
    case 'column':
      return expression.side === undefined
        ? nameText(expression.name)
        : `$${expression.side}.${nameText(expression.name)}`;
    case 'now':
      return 'now()';
    case 'call':
      return callText(expression, words);
    case 'scalarQuery':
      return `toscalar(${words.query(expression.relation)})`;
    case 'inQuery':
      return words.truth(expression);
    default:
      throw new CannotSay(`a ${expression.kind} as a value`);
  }
}

function callText(call: Call, words: Words): string {
  const { fn, args, type } = call;
  if (type === 'bool' && !CHOICES.has(fn)) return words.truth(call);
  const say = (value: Expression | undefined): string =>
    value === undefined ? '' : scalarText(value, words);
  const [first, second, third] = args;
  const number = numberOrNan(call);
  if (number !== undefined) return say(number);
  const emptied = emptiedText(call);
  if (emptied !== undefined) return say(emptied);
  const simple = SIMPLE[fn];
  if (simple !== undefined) return `${simple}(${args.map(say).join(', ')})`;
  const infix = INFIX[fn];
  if (infix !== undefined) return infixText(call, infix, words);
  switch (fn) {
    case 'floor':
      return `floor(${say(first)}, 1)`;
    case 'negate':
      return `-(${say(first)})`;
    case 'concat':
      if (!args.every(neverEmptied)) return joinedText(args, words);
      return `strcat(${args.map(say).join(', ')})`;
    case 'path':
    case 'pathText': {
      const path = pathOf(args, words);
      return fn === 'path' ? path : `tostring(${path})`;
    }
    case 'if':
      if (first === undefined) break;
      return `iff(${words.condition(first)}, ${say(second)}, ${say(third)})`;
    case 'case': {
      const parts = args.map((item, index) =>
        index % 2 === 0 && index < args.length - 1 ? words.condition(item) : say(item),
      );
      return `case(${parts.join(', ')})`;
    }
    case 'coalesce':
      if (type === 'string') words.needEmpty('the first of several texts that is not absent');
      return `coalesce(${args.map(say).join(', ')})`;
    case 'datetimePart':
      return datePart(first, say(second));
    case 'regexExtract':
      return `extract(${[pattern(second), say(third), say(first)].join(', ')})`;
    case 'replaceRegex':
      return `replace_regex(${[say(first), pattern(second), say(third)].join(', ')})`;
    case 'nullIf':
      if (type !== 'string') break;
      words.needEmpty('whether a text is absent or empty');
      return `iff(${words.condition(plainCall('eq', args, 'bool'))}, "", ${say(first)})`;
    case 'epochSeconds':
      return `(${say(first)} - datetime(1970-01-01)) / 1s`;
    case 'mvAppend':
      return `array_concat(${args.map((item) => listOf(item, words)).join(', ')})`;
    case 'mvSort':
      return `array_sort_asc(${say(first)})`;
    case 'mvFromJson':
      return say(first);
    case 'mvFirst':
      return `tostring(${say(first)}[0])`;
    case 'toText':
      if (first !== undefined && TEXTS.has(first.type)) return `tostring(${say(first)})`;
      throw new CannotSay(`the text of a ${first?.type ?? 'value'}`);
    default:
  }
  throw new CannotSay(NAMES[fn] ?? `the function ${fn}`);
}

const CHOICES: ReadonlySet<FunctionName> = new Set(['if', 'case', 'coalesce', 'path', 'toBool']);

/** Types whose text is the same in the plan and in KQL. */
const TEXTS: ReadonlySet<string> = new Set(['int', 'long', 'guid', 'dynamic', 'string']);

const NAMES: Partial<Readonly<Record<FunctionName, string>>> = {
  isoText: 'the text of an instant as the log writes it',
  mvFind: 'the values of a path through lists',
  compareLoosely: 'a comparison as numbers or as text, whichever the values look like',
};

/** Functions of the same meaning. Empty text gives empty text, as null gives null. */
const SIMPLE: Partial<Readonly<Record<FunctionName, string>>> = {
  lower: 'tolower',
  upper: 'toupper',
  toReal: 'toreal',
  toLong: 'tolong',
  toInt: 'toint',
  toBool: 'tobool',
  toDatetime: 'todatetime',
  toTimespan: 'totimespan',
  toDynamic: 'todynamic',
  parseJson: 'parse_json',
  startOfDay: 'startofday',
  startOfWeek: 'startofweek',
  startOfMonth: 'startofmonth',
  startOfYear: 'startofyear',
  binDown: 'bin',
  abs: 'abs',
  arrayLength: 'array_length',
  length: 'strlen',
  replaceText: 'replace_string',
  substring: 'substring',
  mvJoin: 'strcat_array',
  mvCount: 'array_length',
  mvSplit: 'split',
  ceiling: 'ceiling',
  round: 'round',
  exp: 'exp',
  power: 'pow',
  sqrt: 'sqrt',
};

function pattern(value: Expression | undefined): string {
  if (value?.kind !== 'literal' || typeof value.value !== 'string')
    throw new CannotSay('a pattern that depends on the event');
  return quoted(kustoPattern(value.value));
}

/** Texts joined: nothing when one of them is absent. */
function joinedText(args: readonly Expression[], words: Words): string {
  words.needEmpty('text joined with a field that may be absent');
  const said = `strcat(${args.map((item) => scalarText(item, words)).join(', ')})`;
  const open = args.filter((item) => !neverEmptied(item));
  const there = open.map((item) =>
    words.condition(plainCall('not', [plainCall('isNull', [item], 'bool')], 'bool')),
  );
  return `iff(${there.join(' and ')}, ${said}, "")`;
}

function plainCall(fn: FunctionName, args: readonly Expression[], type: Call['type']): Call {
  return { kind: 'call', fn, args, type };
}

/** A value as a list: of one text, of none where it is absent, or the list that it is. */
function listOf(value: Expression, words: Words): string {
  if (value.type === 'multivalue') return scalarText(value, words);
  const [condition, then, otherwise] = value.kind === 'call' && value.fn === 'if' ? value.args : [];
  if (
    condition !== undefined &&
    then !== undefined &&
    otherwise?.kind === 'literal' &&
    otherwise.value === null
  )
    return `iff(${words.condition(condition)}, ${listOf(then, words)}, dynamic([]))`;
  const said = scalarText(value, words);
  if (neverEmptied(value)) return `pack_array(${said})`;
  words.needEmpty('whether a text is absent or empty');
  return `iff(isnotempty(${said}), pack_array(${said}), dynamic([]))`;
}

const INFIX: Partial<Readonly<Record<FunctionName, string>>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
};

function infixText(call: Call, operator: string, words: Words): string {
  const [left, right] = call.args;
  if (left === undefined || right === undefined) throw new Error(`${call.fn} has two arguments`);
  if (call.fn === 'subtract' && left.kind === 'now' && right.kind === 'literal')
    return `ago(${scalarText(right, words)})`;
  const enclosed = (value: Expression, always: boolean): string => {
    const said = scalarText(value, words);
    const inner = value.kind === 'call' ? INFIX[value.fn] : undefined;
    return inner !== undefined && (always || inner !== operator) ? `(${said})` : said;
  };
  return `${enclosed(left, false)} ${operator} ${enclosed(right, true)}`;
}

/** A path into JSON: `LocationDetails.city`. */
export function pathOf(args: readonly Expression[], words: Words): string {
  const [whole, ...steps] = args;
  if (whole === undefined) throw new Error('a path begins somewhere');
  const start =
    whole.type === 'dynamic' ? scalarText(whole, words) : `parse_json(${scalarText(whole, words)})`;
  return start + steps.map(stepText).join('');
}

function stepText(step: Expression): string {
  if (step.kind !== 'literal') throw new CannotSay('a path that depends on the event');
  if (typeof step.value === 'number') return `[${step.value}]`;
  const name = String(step.value);
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${quoted(name)}]`;
}

/** True for what is never an absent text. */
export function neverEmptied(value: Expression): boolean {
  return (
    value.kind === 'literal' ||
    emptiedText(value) !== undefined ||
    (value.type !== 'string' && value.kind !== 'column')
  );
}

const PARTS: Readonly<Record<string, string>> = {
  year: 'year',
  month: 'month',
  day: 'day',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  week: 'week_of_year',
};

function datePart(part: Expression | undefined, value: string): string {
  const name = part?.kind === 'literal' ? PARTS[String(part.value)] : undefined;
  if (name === undefined) throw new CannotSay('this part of a date');
  return `datetime_part("${name}", ${value})`;
}
