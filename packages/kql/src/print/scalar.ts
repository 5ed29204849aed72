import { CannotSay, emptiedText, numberOrNan } from '@interloper/plan';
import type { Call, Expression, FunctionName } from '@interloper/plan';
import { literalText, nameText, quoted } from './words.js';

/** Prints conditions; handed in because conditions hold values and values conditions. */
export interface Words {
  /** Where null and false come to the same. */
  readonly condition: (expression: Expression) => string;
  /** As a value, which may be null. */
  readonly truth: (expression: Expression) => string;
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
    case 'concat':
      if (!args.every(neverEmptied)) throw new CannotSay('text joined with a field that may be absent');
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
      if (type === 'string') throw new CannotSay('the first of several texts that is not absent');
      return `coalesce(${args.map(say).join(', ')})`;
    case 'datetimePart':
      return datePart(first, say(second));
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
  mvFromJson: 'the elements of a list as values',
  mvAppend: 'a list of several texts',
  mvJoin: 'a list joined to one text',
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
};

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

function neverEmptied(value: Expression): boolean {
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
