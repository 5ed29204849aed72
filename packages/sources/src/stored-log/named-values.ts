import { call, lambda, text, variable } from '@interloper/plan';
import type { Expression } from '@interloper/plan';

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

/** `["name",value]`, whose name becomes a key. */
const PAIR = String.raw`^\[("(?:[^"\\]|\\.)*"),(.*)\]$`;

/**
 * A JSON array of `{name, value}`, Google's parameters of an event, as the JSON text of an object of the values by name.
 * It is no JSON when an element has no name: then nothing says which value is whose. Null of what is no array. The list
 * is looked at once, whatever the number of its elements.
 */
export function valuesByName(list: Expression): Expression {
  const element = variable('parameter', 'dynamic');
  const value = call(
    'coalesce',
    valueNames.map((key) => call('path', [element, text(key)])),
  );
  const pair = call('toText', [call('makeArray', [call('path', [element, text('name')]), value])]);
  const member = call('replaceRegex', [pair, text(PAIR), text(String.raw`\1:\2`)]);
  const members = call('mvFromJson', [call('arrayMap', [list, lambda('parameter', member)])]);
  return call('concat', [text('{'), call('mvJoin', [members, text(',')]), text('}')]);
}
