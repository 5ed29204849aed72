import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { isSet } from '../expressions.js';

/**
 * JSON text of an object with those properties that are set; null without one. Spreadsheets write
 * booleans in capitals.
 */
export function objectText(properties: ReadonlyMap<string, Expression>): Expression {
  const members = [...properties].map(([name, value]) => {
    const isBoolean = call('in', [value, text('TRUE'), text('FALSE')]);
    const written = call('if', [isBoolean, call('lower', [value]), value]);
    const alone = call('toText', [call('makeObject', [text(name), written])]);
    const member = call('replaceRegex', [alone, text(String.raw`^\{|\}$`), text('')]);
    return call('if', [isSet(value), member, nullOf('string')]);
  });
  const joined = call('mvJoin', [call('mvAppend', members), text(',')]);
  return call('concat', [text('{'), call('nullIf', [joined, text('')]), text('}')]);
}

/** JSON text of the array of those values that are set, each JSON text itself; null without one. */
export function arrayText(values: readonly Expression[]): Expression {
  const joined = call('mvJoin', [call('mvAppend', values), text(',')]);
  return call('concat', [text('['), call('nullIf', [joined, text('')]), text(']')]);
}

/** JSON text of a request with its chain of addresses. */
export function chainText(value: Expression): Expression {
  return call('concat', [text('{"ipChain":'), value, text('}')]);
}
