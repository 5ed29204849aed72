import { CannotSay, emptiedText, numberOrNan } from '@interloper/plan';
import type { Call, Expression, FunctionName } from '@interloper/plan';
import type { Expr } from '../syntax/tree.js';
import { fieldOf } from './field.js';
import { binaryExpr, callExpr, fieldExpr, numberExpr, textExpr } from './nodes.js';

/** What expressions need to know; conditions hold values and values conditions. */
export interface Words {
  /** The names of list elements inside `mvfilter`: the list's field stands for one of its values there. */
  readonly bound: ReadonlyMap<string, string>;
  /** Where null and false come to the same. */
  readonly condition: (expression: Expression, words: Words) => Expr;
  /** True where the expression is not null; undefined where that is always so. */
  readonly known: (expression: Expression, words: Words) => Expr | undefined;
}

/** A value as an eval expression. */
export function scalarExpr(expression: Expression, words: Words): Expr {
  const field = fieldOf(expression);
  if (field !== undefined) return fieldExpr(field.name);
  switch (expression.kind) {
    case 'literal':
      return literalExpr(expression);
    case 'now':
      return callExpr('now');
    case 'variable': {
      const name = words.bound.get(expression.name);
      if (name === undefined) throw new Error(`nothing is called ${expression.name}`);
      return fieldExpr(name);
    }
    case 'call':
      return callOf(expression, words);
    default:
      throw new CannotSay(`a ${expression.kind} as a value`);
  }
}

function literalExpr({ type, value }: Extract<Expression, { kind: 'literal' }>): Expr {
  if (value === null) return callExpr('null');
  switch (type) {
    case 'string':
      return textExpr(String(value));
    case 'bool':
      return callExpr('if', callExpr(String(value)), textExpr('true'), textExpr('false'));
    case 'int':
    case 'long':
    case 'real':
      if (!Number.isFinite(Number(value))) throw new CannotSay('a number without end');
      return numberExpr(String(value));
    case 'timespan':
      return numberExpr(seconds(BigInt(String(value))));
    case 'datetime':
      return numberExpr(seconds(BigInt(String(value)) - EPOCH));
    default:
      throw new CannotSay(`a constant of type ${type}`);
  }
}

/** Ticks from the year 1 to 1970. */
const EPOCH = 621_355_968_000_000_000n;

function seconds(ticks: bigint): string {
  if (ticks % 10n !== 0n) throw new CannotSay('parts of a microsecond');
  const whole = ticks / 10_000_000n;
  const part = ticks % 10_000_000n;
  if (part === 0n) return whole.toString();
  return (Number(ticks) / 1e7).toString();
}

const SIMPLE: Partial<Readonly<Record<FunctionName, string>>> = {
  lower: 'lower',
  upper: 'upper',
  length: 'len',
  coalesce: 'coalesce',
  nullIf: 'nullif',
  abs: 'abs',
  mvJoin: 'mvjoin',
  mvCount: 'mvcount',
  mvAppend: 'mvappend',
  mvSort: 'mvsort',
  mvDedup: 'mvdedup',
  mvSplit: 'split',
  replaceRegex: 'replace',
  floor: 'floor',
  ceiling: 'ceiling',
  exp: 'exp',
  power: 'pow',
};

/** Steps down to the beginning of a piece of the calendar. */
const STARTS: Partial<Readonly<Record<FunctionName, string>>> = {
  startOfDay: '@d',
  startOfWeek: '@w0',
  startOfMonth: '@mon',
  startOfYear: '@y',
};

const INFIX = { add: '+', subtract: '-', multiply: '*', concat: '.' } as const;

function callOf(call: Call, words: Words): Expr {
  const { fn, args } = call;
  const say = (item: Expression | undefined): Expr => {
    if (item === undefined) throw new Error(`${fn} lacks an argument`);
    return scalarExpr(item, words);
  };
  if (call.type === 'bool' && !['if', 'case', 'coalesce'].includes(fn)) return truth(call, words);
  const [first, second, third] = args;
  const number = numberOrNan(call);
  if (number !== undefined) return say(number);
  const emptied = emptiedText(call);
  if (emptied !== undefined) return callExpr('coalesce', say(emptied), textExpr(''));
  const simple = SIMPLE[fn];
  if (simple !== undefined) return callExpr(simple, ...args.map(say));
  const snap = STARTS[fn];
  if (snap !== undefined) return callExpr('relative_time', say(first), textExpr(snap));
  switch (fn) {
    case 'divide':
    case 'modulo':
      return divided(call, say(first), say(second));
    case 'binDown':
      if (second?.kind !== 'literal' || !(Number(second.value) > 0)) break;
      return cutDown(first, say(first), second, say(second));
    case 'round':
      return callExpr('round', ...args.map(say));
    case 'replaceText': {
      const [what, by] = [second, third].map((item) =>
        item?.kind === 'literal' ? String(item.value) : undefined,
      );
      if (what === undefined || by === undefined || what === '' || by.includes('\\')) break;
      return callExpr('replace', say(first), textExpr(escapedPattern(what)), textExpr(by));
    }
    case 'substring':
      if (second?.kind !== 'literal' || third?.kind !== 'literal' || Number(second.value) < 0) break;
      return callExpr('substr', say(first), numberExpr(Number(second.value) + 1), say(third));
    case 'pathText': {
      const steps = args.slice(1).map((item) => (item.kind === 'literal' ? item.value : undefined));
      const inner = first?.kind === 'call' && first.fn === 'parseJson' ? first.args[0] : undefined;
      if (inner === undefined || !steps.every((step) => typeof step === 'string' && /^[^.{}]+$/.test(step)))
        break;
      return callExpr('spath', say(unmarked(inner)), textExpr(steps.join('.')));
    }
    case 'mvIndex':
      if (second?.kind !== 'literal' || third?.kind !== 'literal') break;
      return callExpr('mvindex', ...args.map(say));
    case 'mvFirst':
      return callExpr('mvindex', say(first), numberExpr(0));
    case 'epochSeconds':
      return say(first);
    case 'toText':
      if (first?.type === 'int' || first?.type === 'long') return callExpr('tostring', say(first));
      break;
    case 'mvFromJson':
      if (first?.kind === 'call' && first.fn === 'splitText')
        return callExpr('split', ...first.args.map(say));
      break;
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'concat': {
      const [start, ...rest] = args.map(say);
      if (start === undefined) break;
      return rest.reduce((left, right) => binaryExpr(INFIX[fn], left, right), start);
    }
    case 'toReal':
      // Splunk reads no number with space around it.
      return callExpr('tonumber', first?.type === 'string' ? callExpr('trim', say(first)) : say(first));
    case 'negate':
      return binaryExpr('-', numberExpr(0), say(first));
    case 'if':
      if (first === undefined) break;
      return callExpr('if', words.condition(first, words), say(second), say(third));
    case 'case': {
      const pairs = args
        .slice(0, -1)
        .map((item, index) => (index % 2 === 0 ? words.condition(item, words) : say(item)));
      const last = args.at(-1);
      const none = last?.kind === 'literal' && last.value === null;
      return callExpr('case', ...pairs, ...(none ? [] : [callExpr('true'), say(last)]));
    }
    case 'toInt':
    case 'toLong':
      if (first?.type === 'bool')
        return callExpr('if', words.condition(first, words), numberExpr(1), numberExpr(0));
      if (first?.type === 'int' || first?.type === 'long') return say(first);
      if (first?.type === 'real')
        return callExpr(
          'if',
          binaryExpr('<', say(first), numberExpr(0)),
          callExpr('ceiling', say(first)),
          callExpr('floor', say(first)),
        );
      break;
    case 'datetimePart':
      return datePart(first, second, say(second));
    default:
  }
  throw new CannotSay(NAMES[fn] ?? `the function ${fn}`);
}

/** A condition as a value: fields hold texts, and null where it is not known. */
function truth(call: Call, words: Words): Expr {
  const condition = words.condition(call, words);
  const known = words.known(call, words);
  return known === undefined
    ? callExpr('if', condition, textExpr('true'), textExpr('false'))
    : callExpr('case', condition, textExpr('true'), known, textExpr('false'));
}

/** Without the mark of computed text (see `markComputedText`). */
function unmarked(value: Expression): Expression {
  const [of, nothing] = value.kind === 'call' && value.fn === 'concat' ? value.args : [];
  return of !== undefined && nothing?.kind === 'literal' && nothing.value === '' ? of : value;
}

/** The greatest multiple of a step below a value: instants count from the year 1, Splunk's from 1970. */
function cutDown(value: Expression | undefined, said: Expr, step: Expression, by: Expr): Expr {
  const cut = (of: Expr): Expr => binaryExpr('*', callExpr('floor', binaryExpr('/', of, by)), by);
  const ticks = step.kind === 'literal' && step.type === 'timespan' ? BigInt(String(step.value)) : 0n;
  const off = ticks === 0n ? 0n : EPOCH % ticks;
  if (value?.type !== 'datetime' || off === 0n) return cut(said);
  const moved = numberExpr(seconds(off));
  return binaryExpr('-', cut(binaryExpr('+', said, moved)), moved);
}

/** Whole numbers divide to whole numbers, towards zero; elsewhere a division gives a fraction. */
function divided({ fn, args, type }: Call, left: Expr, right: Expr): Expr {
  const [first, second] = args;
  if (!isNonZero(second)) throw new CannotSay('a division by what may be zero');
  if (fn === 'modulo') return binaryExpr('%', left, right);
  const whole = (item: Expression | undefined): boolean =>
    item !== undefined && ['int', 'long', 'timespan', 'datetime'].includes(item.type);
  if (type === 'real' || !whole(first) || !whole(second)) return binaryExpr('/', left, right);
  return binaryExpr('/', binaryExpr('-', left, binaryExpr('%', left, right)), right);
}

function isNonZero(item: Expression | undefined): boolean {
  return item?.kind === 'literal' && item.value !== null && Number(item.value) !== 0;
}

function escapedPattern(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
}

const NAMES: Partial<Readonly<Record<FunctionName, string>>> = {
  mvFind: 'the values of a path through lists',
  mvFromJson: 'the elements of a computed list',
  toDatetime: 'a date read from text of any form',
};

const PARTS: Readonly<Record<string, string>> = {
  minute: '%M',
  hour: '%H',
  day: '%d',
  month: '%m',
  year: '%Y',
  week: '%V',
};

function datePart(part: Expression | undefined, time: Expression | undefined, said: Expr): Expr {
  const format = part?.kind === 'literal' ? PARTS[String(part.value)] : undefined;
  if (format === undefined || time?.type !== 'datetime')
    throw new CannotSay('a part of a date that is not the time of the event');
  return callExpr('tonumber', callExpr('strftime', said, textExpr(format)));
}
