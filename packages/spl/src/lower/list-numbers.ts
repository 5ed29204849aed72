import type { Expression } from '@interloper/plan';
import { bool, call, lambda, long, not, real, variable } from '@interloper/plan';

/** The sum of values that are numbers, and how many there are. */
export interface Totals {
  readonly sum: Expression;
  readonly count: Expression;
}

/** Of the values of a list that are numbers; both are 0 where there is none. */
export function totalsOf(list: Expression): Totals {
  const count = call('mvCount', [call('mvFilter', [list, lambda('value', isNumber(each))])]);
  return {
    sum: call('coalesce', [call('arraySum', [numbersOf(list)]), real(0)]),
    count: call('coalesce', [count, long(0)]),
  };
}

const each = variable('value', 'string');

/** Whether a text is a number. */
export function isNumber(value: Expression): Expression {
  return not(call('isNull', [call('toReal', [value])]));
}

/** The greatest or least number of a list; null where there is none. */
export function extremeNumber(list: Expression, name: 'greatest' | 'least'): Expression {
  const sorted = call('arraySort', [numbersOf(list), bool(name === 'greatest')]);
  return call('toReal', [call('path', [sorted, long(0)])]);
}

/** The greatest or least text of a list that is no number; null where there is none. */
export function extremeText(list: Expression, name: 'greatest' | 'least'): Expression {
  const texts = call('mvSort', [call('mvFilter', [list, lambda('value', not(isNumber(each)))])]);
  return call('mvFirst', [call('mvIndex', [texts, long(name === 'greatest' ? -1 : 0)])]);
}

/** The numbers of a list as a JSON array; other values are null in it. */
function numbersOf(list: Expression): Expression {
  const number = call('toReal', [call('toText', [variable('element', 'dynamic')])]);
  return call('arrayMap', [call('toDynamic', [list]), lambda('element', number)]);
}
