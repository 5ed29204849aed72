import type { Expression } from '@interloper/plan';
import { now, nullOf } from '@interloper/plan';
import { formatTime } from '../lower/time-format.js';
import { parseTime } from '../lower/time-parse.js';
import { applyModifier } from '../lower/time-modifier.js';
import { asText, convert, isNullLiteral } from '../lower/values.js';
import type { FunctionCall, FunctionFamily } from './definition.js';

/** Search Reference: Date and Time functions. Times are UTC; `now` is the instant the rule is evaluated at. */
export const time: FunctionFamily = {
  now: { arity: [0, 0], lower: () => now },
  time: { arity: [0, 0], lower: () => now },
  relative_time: {
    arity: [2, 2],
    lower: (fn) => {
      const modifier = fn.value(1);
      if (modifier.kind !== 'literal' || typeof modifier.value !== 'string') {
        return fn.refuse('the time modifier must be a text', 1);
      }
      const instant = asInstant(fn.value(0));
      if (isNullLiteral(instant)) return instant;
      const result = applyModifier(modifier.value, instant);
      return result ?? fn.refuse(`"${modifier.value}" is not a time modifier such as "-1d@d"`, 1);
    },
    partial: 'the modifier is a constant',
  },
  strftime: {
    arity: [2, 2],
    lower: strftime,
    partial: 'the format is a constant; times are UTC',
  },
  strptime: {
    arity: [2, 2],
    lower: (fn) => {
      const format = fn.value(1);
      if (format.kind !== 'literal' || typeof format.value !== 'string') {
        return fn.refuse('the format must be a text', 1);
      }
      const value = asText(fn.value(0));
      if (isNullLiteral(value)) return nullOf('datetime');
      const parsed = parseTime(value, format.value);
      return 'why' in parsed ? fn.refuse(parsed.why, 1) : parsed;
    },
    partial: 'the format is a constant with year, month and day; zones are offsets, UTC, GMT or Z',
  },
};

function strftime(fn: FunctionCall): Expression {
  const format = fn.value(1);
  if (format.kind !== 'literal' || typeof format.value !== 'string') {
    return fn.refuse('the format must be a text', 1);
  }
  const instant = asInstant(fn.value(0));
  if (isNullLiteral(instant)) return nullOf('string');
  const formatted = formatTime(instant, format.value);
  return 'unknown' in formatted
    ? fn.refuse(`the variable ${formatted.unknown} is not supported`, 1)
    : formatted;
}

/** A number of seconds since 1970 as an instant. */
function asInstant(value: Expression): Expression {
  return convert(value, 'datetime');
}
