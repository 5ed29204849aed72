import type { Expression } from '@interloper/plan';
import { call, lambda, long, nullOf, text, variable } from '@interloper/plan';
import { mistakeInReplacement, translateRegex } from '../lower/regular-expression.js';
import { asNumber, asText, constantNumber, isNullLiteral } from '../lower/values.js';
import type { EvalFunction, FunctionCall, FunctionFamily } from './definition.js';

/** Search Reference: Text functions. Those that change a text change every value of a list. */
export const texts: FunctionFamily = {
  lower: ofText((value) => call('lower', [value])),
  upper: ofText((value) => call('upper', [value])),
  len: {
    arity: [1, 1],
    lower: (fn) => {
      const value = fn.value(0);
      if (isNullLiteral(value)) return nullOf('long');
      if (value.type === 'multivalue') return fn.refuse('it takes a single value: use mvindex or mvmap', 0);
      return call('length', [asText(value)]);
    },
    partial: 'of a single value',
  },
  trim: trimming('both'),
  ltrim: trimming('left'),
  rtrim: trimming('right'),
  replace: {
    arity: [3, 3],
    lower: replace,
    partial: 'the replacement is a constant, the pattern one that RE2 understands',
  },
  substr: { arity: [2, 3], lower: substring, partial: 'of a single value' },
  urldecode: ofText((value) => call('urlDecode', [value])),
};

function ofText(build: (value: Expression) => Expression): EvalFunction {
  return { arity: [1, 1], lower: (fn) => onText(fn.value(0), build) };
}

/** Applies a change of text to a value, or to every value of a list. */
function onText(value: Expression, build: (value: Expression) => Expression): Expression {
  if (isNullLiteral(value)) return nullOf('string');
  if (value.type === 'multivalue') {
    return call('mvMap', [value, lambda('value', build(variable('value', 'string')))]);
  }
  return build(asText(value));
}

function trimming(side: 'both' | 'left' | 'right'): EvalFunction {
  return {
    arity: [1, 2],
    lower: (fn) => {
      const characters = fn.nodes.length > 1 ? fn.value(1) : text(' \t');
      if (characters.kind !== 'literal' || typeof characters.value !== 'string') {
        return fn.refuse('the characters must be a text', 1);
      }
      if (characters.value === '') return asText(fn.value(0));
      const set = `[${characters.value.replace(/[\]\\^[-]/g, '\\$&')}]+`;
      const pattern = { both: `^${set}|${set}$`, left: `^${set}`, right: `${set}$` }[side];
      return onText(fn.value(0), (value) => call('replaceRegex', [value, text(pattern), text('')]));
    },
    partial: 'the characters are a constant',
  };
}

/** Search Reference: replace. A pattern that only the data knows is taken as RE2 reads it, or fails the query. */
function replace(fn: FunctionCall): Expression {
  const [pattern, by] = [fn.value(1), fn.value(2)];
  if (isNullLiteral(pattern) || isNullLiteral(by)) return nullOf('string');
  if (by.kind !== 'literal' || typeof by.value !== 'string')
    return fn.refuse('the replacement must be a text', 2);
  const replacement = text(by.value);
  if (pattern.kind === 'literal' && typeof pattern.value === 'string') {
    const translated = translateRegex(pattern.value);
    if ('why' in translated) return fn.refuse(`the regular expression cannot run here: ${translated.why}`, 1);
    const mistake = mistakeInReplacement(by.value, translated.names.length);
    if (mistake !== undefined) return fn.refuse(mistake, 2);
    return onText(fn.value(0), (value) =>
      call('replaceRegex', [value, text(translated.pattern), replacement]),
    );
  }
  if (pattern.kind === 'literal' || pattern.type !== 'string')
    return fn.refuse('the regular expression must be a text', 1);
  if (mistakeInReplacement(by.value, 0) !== undefined)
    return fn.refuse('the groups of a regular expression that only the data knows are not known', 2);
  return onText(fn.value(0), (value) => call('replaceRowRegex', [value, pattern, replacement]));
}

/** Positions count from 1, negative ones from the end. */
function substring(fn: FunctionCall): Expression {
  const subject = fn.value(0);
  if (isNullLiteral(subject)) return nullOf('string');
  if (subject.type === 'multivalue') return fn.refuse('it takes a single value: use mvindex or mvmap', 0);
  const value = asText(subject);
  const start = constantNumber(fn.value(1)) ?? call('toLong', [asNumber(fn.value(1))]);
  const length = fn.nodes.length > 2 ? [call('toLong', [asNumber(fn.value(2))])] : [];
  if (start.kind === 'literal') {
    const position = Number(start.value);
    if (position >= 0) return call('substring', [value, long(Math.max(position - 1, 0)), ...length]);
    const fromEnd = call('add', [call('length', [value]), long(position)], 'long');
    return call('substring', [value, call('greatest', [fromEnd, long(0)]), ...length]);
  }
  const fromEnd = call('add', [call('length', [value]), start], 'long');
  const zeroBased = call('if', [
    call('lt', [start, long(0)]),
    fromEnd,
    call('subtract', [start, long(1)], 'long'),
  ]);
  return call('substring', [value, call('greatest', [zeroBased, long(0)]), ...length]);
}
