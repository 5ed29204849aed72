import { call, literal, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';

/** Stands in no name. */
const BETWEEN = '\u0001';

/**
 * A JSON array of `{name, …}`, Google's parameters of an event, as an object of `values` (an array of as many) by those
 * names. Null when an element has no name: then nothing says which value is whose.
 */
export function namesOf(list: Expression, values: Expression): Expression {
  const names = call('mvFind', [list, text('name')]);
  const whole = call('eq', [call('mvCount', [names]), call('arrayLength', [list])]);
  const array = call('splitText', [call('mvJoin', [names, text(BETWEEN)]), text(BETWEEN)]);
  return call('if', [whole, call('objectFromLists', [array, values]), literal('dynamic', null)]);
}

/** Names under which a parameter has its value, by type: those of the Reports API and of Cloud Logging. */
const valueNames = [
  'value',
  'boolValue',
  'intValue',
  'multiValue',
  'multiStrValue',
  'multiIntValue',
  'messageValue',
  'multiMessageValue',
];

/** The value in a parameter, or behind steps that lead to one. */
export function valueIn(object: Expression, ...steps: readonly string[]): Expression {
  return call(
    'coalesce',
    valueNames.map((key) => call('path', [object, ...steps.map(text), text(key)])),
  );
}
