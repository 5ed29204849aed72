import { CannotSay, call, conditionOf, not, someExpression, termPattern } from '@interloper/plan';
import type { Call, Condition, Expression } from '@interloper/plan';
import type { Expr } from '../syntax/tree.js';
import { fieldOf } from './field.js';
import { binaryExpr, callExpr, chain, inExpr, notExpr, textExpr } from './nodes.js';
import { scalarExpr } from './scalar.js';
import type { Words } from './scalar.js';

/** What eval expressions outside lists need. */
export const plainWords: Words = {
  bound: new Map(),
  condition: (expression, words) => evalCondition(conditionOf(expression), false, words),
  known: (expression, words) => {
    const given = conditionOf(not(call('isNull', [expression])));
    if (given.kind === 'present' && given.value === expression)
      throw new CannotSay('whether a condition is known');
    return given.kind === 'constant' && given.value ? undefined : evalCondition(given, false, words);
  },
};

/**
 * A condition as an eval expression. `certain`: null will not do for false, because the condition is turned round or
 * is a value; the fields it asks for are then asked for first.
 */
export function evalCondition(condition: Condition, certain: boolean, words: Words = plainWords): Expr {
  const say = (part: Condition, sure: boolean): Expr => evalCondition(part, sure, words);
  switch (condition.kind) {
    case 'constant':
      return callExpr(condition.value ? 'true' : 'false');
    case 'all':
      return chain(
        'AND',
        condition.parts.map((part) => say(part, certain)),
      );
    case 'any':
      return chain(
        'OR',
        condition.parts.map((part) => say(part, certain)),
      );
    case 'none':
      return condition.part.kind === 'present'
        ? callExpr('isnull', value(condition.part.value, words))
        : notExpr(say(condition.part, true));
    case 'present':
      return callExpr('isnotnull', value(condition.value, words));
    case 'filled': {
      const said = binaryExpr('!=', value(condition.value, words), textExpr(''));
      return certain ? guarded([condition.value], said, words) : said;
    }
    case 'true': {
      const said = binaryExpr('=', value(condition.value, words), textExpr('true'));
      return certain ? guarded([condition.value], said, words) : said;
    }
    case 'some': {
      const field = fieldOf(condition.list);
      if (field?.kind !== 'list') throw new CannotSay('the values of a path through lists');
      if (asksOthers(condition.part)) throw new CannotSay('an element of a list compared with another field');
      const inner = { ...words, bound: new Map(words.bound).set(condition.variable, field.name) };
      return callExpr('isnotnull', callExpr('mvfilter', evalCondition(condition.part, false, inner)));
    }
    case 'test': {
      const said = testExpr(condition.test, words);
      return certain ? guarded(condition.test.args, said, words) : said;
    }
    case 'other':
      throw new CannotSay('a query inside a condition');
  }
}

/** True when a condition over an element asks for a field too. */
function asksOthers(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.some(asksOthers);
    case 'none':
    case 'some':
      return asksOthers(condition.part);
    case 'test':
      return someExpression(condition.test, ({ kind }) => kind === 'column');
    case 'constant':
      return false;
    default:
      return someExpression(condition.value, ({ kind }) => kind === 'column');
  }
}

function value(expression: Expression, words: Words): Expr {
  return scalarExpr(expression, words);
}

function guarded(args: readonly Expression[], said: Expr, words: Words): Expr {
  if (args.some((item) => item.kind === 'literal' && item.value === null)) return callExpr('false');
  const asked = args.filter(
    (item) => item.kind !== 'literal' && item.kind !== 'now' && item.kind !== 'variable',
  );
  return chain('AND', [...asked.map((item) => callExpr('isnotnull', value(item, words))), said]);
}

function testExpr(test: Call, words: Words): Expr {
  const { fn, args } = test;
  const [first, second, ...rest] = args;
  if (first === undefined) throw new Error('a test has arguments');
  const subject = value(first, words);
  const exactly = (pattern: string, flags = 's'): Expr =>
    callExpr('match', subject, textExpr(`(?${flags})${pattern}`));
  const wanted = second === undefined ? undefined : literalText(second);
  const more = rest.map(literalText);
  switch (fn) {
    case 'eq':
      if (second === undefined) break;
      return equals(first, second, subject, words);
    case 'eqIgnoreCase':
      if (wanted !== undefined && isWord(wanted))
        return binaryExpr('=', callExpr('lower', subject), textExpr(wanted.toLowerCase()));
      if (wanted !== undefined) return exactly(`^${escape(wanted)}$`, 'is');
      if (second === undefined) break;
      return sameText(callExpr('lower', subject), callExpr('lower', value(second, words)));
    case 'in':
    case 'inIgnoreCase': {
      const all = [wanted, ...more];
      if (first.type !== 'string' && fn === 'in') {
        const list = args.slice(1).map((item) => value(item, words));
        return inExpr(subject, list);
      }
      if (all.some((item) => item === undefined)) break;
      if (all.every((item) => item !== undefined && isWord(item))) {
        const list = all.map((item = '') => textExpr(fn === 'in' ? item : item.toLowerCase()));
        return inExpr(fn === 'in' ? subject : callExpr('lower', subject), list);
      }
      const alternatives = all.map((item) => escape(item ?? '')).join('|');
      return exactly(`^(${alternatives})$`, fn === 'in' ? 's' : 'is');
    }
    case 'contains':
    case 'containsIgnoreCase':
      return placed(wanted, fn, (text) => exactly(text, flagsOf(fn)));
    case 'startsWith':
    case 'startsWithIgnoreCase':
      return placed(wanted, fn, (text) => exactly(`^${text}`, flagsOf(fn)));
    case 'endsWith':
    case 'endsWithIgnoreCase':
      return placed(wanted, fn, (text) => exactly(`${text}$`, flagsOf(fn)));
    case 'matchesWildcard':
    case 'matchesWildcardIgnoreCase':
      if (wanted === undefined) break;
      return exactly(`^${wildcardRegex(wanted)}$`, flagsOf(fn));
    case 'matchesRegex':
      if (wanted === undefined) break;
      return callExpr('match', subject, textExpr(wanted));
    case 'matchesRegexIgnoreCase':
      if (wanted === undefined) break;
      return exactly(wanted, 'i');
    case 'addressInNetwork':
      if (wanted === undefined) break;
      return callExpr('cidrmatch', textExpr(wanted), subject);
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge': {
      if (second === undefined || !isOrdered(first) || !isOrdered(second))
        throw new CannotSay('an order of texts');
      return binaryExpr(ORDER[fn], subject, value(second, words));
    }
    case 'hasIgnoreCase':
    case 'has':
      if (wanted === undefined) break;
      return exactly(termPattern([wanted], escape), flagsOf(fn));
    case 'hasAnyIgnoreCase': {
      const all = [wanted, ...more];
      if (all.some((item) => item === undefined)) break;
      return exactly(
        termPattern(
          all.map((item) => item ?? ''),
          escape,
        ),
        'is',
      );
    }
    default:
  }
  throw new CannotSay(`the test ${fn}`);
}

const ORDER = { lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

function flagsOf(fn: string): string {
  return fn.endsWith('IgnoreCase') ? 'is' : 's';
}

function placed(wanted: string | undefined, fn: string, say: (text: string) => Expr): Expr {
  if (wanted === undefined) throw new CannotSay(`${fn} with a text that depends on the event`);
  return say(escape(wanted));
}

function equals(first: Expression, second: Expression, subject: Expr, words: Words): Expr {
  const text = literalText(second);
  if (first.type === 'string' && text !== undefined) {
    return looksLikeNumber(text) || text === ''
      ? callExpr('match', subject, textExpr(`^${escape(text)}$`))
      : binaryExpr('=', subject, textExpr(text));
  }
  if (first.type === 'bool' && second.kind === 'literal')
    return binaryExpr('=', subject, textExpr(String(second.value)));
  if (first.type === 'string' && second.type === 'string') return sameText(subject, value(second, words));
  if (isOrdered(first) && isOrdered(second)) return binaryExpr('=', subject, value(second, words));
  throw new CannotSay(`whether a ${first.type} equals a ${second.type}`);
}

/** Splunk compares texts that look like numbers as numbers: a letter in front keeps them texts. */
function sameText(left: Expr, right: Expr): Expr {
  return binaryExpr('=', binaryExpr('.', textExpr('='), left), binaryExpr('.', textExpr('='), right));
}

/** Numbers, and instants and spans of time, which are numbers of seconds. */
function isOrdered({ type }: Expression): boolean {
  return type === 'int' || type === 'long' || type === 'real' || type === 'datetime' || type === 'timespan';
}

function looksLikeNumber(text: string): boolean {
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text);
}

/** Text that is compared as it is: not empty and no number. */
function isWord(text: string): boolean {
  return /^[ -~]+$/.test(text) && !looksLikeNumber(text);
}

function literalText(expression: Expression): string | undefined {
  return expression.kind === 'literal' && expression.type === 'string' ? String(expression.value) : undefined;
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
}

function wildcardRegex(pattern: string): string {
  return pattern.replaceAll(/\\([\s\S])|([\s\S])/g, (_, escaped: string | undefined, plain = '') => {
    if (escaped !== undefined) return escape(escaped);
    if (plain === '*') return '.*';
    return plain === '?' ? '.' : escape(String(plain));
  });
}
