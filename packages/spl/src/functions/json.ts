import type { Expression } from '@interloper/plan';
import { bool, call, not, nullOf, text } from '@interloper/plan';
import { atPath, fieldOfRaw } from '../lower/json-path.js';
import { asText, isNullLiteral } from '../lower/values.js';
import type { FunctionCall, FunctionFamily } from './definition.js';
import { refused } from './definition.js';

/** Search Reference: JSON functions, and spath. */
export const json: FunctionFamily = {
  spath: { arity: [2, 2], lower: extract, partial: 'the path is a constant; attributes of XML are not read' },
  json_extract: {
    arity: [1, 2],
    lower: (fn) => (fn.nodes.length === 1 ? asText(fn.value(0)) : extract(fn)),
    partial: 'one path, a constant',
  },
  json_valid: {
    arity: [1, 1],
    lower: (fn) => {
      const value = asText(fn.value(0));
      if (isNullLiteral(value)) return bool(false);
      // A text that is not JSON is parsed as a JSON string; one that is JSON never begins like a bare word.
      const parsed = call('jsonType', [call('parseJson', [value])]);
      const quoted = call('startsWith', [call('trim', [value]), text('"')]);
      return not(call('isTrue', [call('and', [call('eq', [parsed, text('string')]), not(quoted)])]));
    },
  },
  json_keys: {
    arity: [1, 1],
    lower: (fn) => {
      const value = asText(fn.value(0));
      if (isNullLiteral(value)) return nullOf('string');
      return call('toText', [call('objectKeys', [call('parseJson', [value])])]);
    },
  },
  json_array_to_mv: {
    arity: [1, 2],
    lower: (fn) => {
      const value = asText(fn.value(0));
      if (isNullLiteral(value)) return nullOf('multivalue');
      return call('mvFromJson', [call('parseJson', [value])]);
    },
  },
  json_object: refused('it is not there yet'),
  json_array: refused('it is not there yet'),
  json_set: refused('it is not there yet'),
  json_append: refused('it is not there yet'),
  json_extend: refused('it is not there yet'),
  json_delete: refused('it is not there yet'),
  tojson: refused('it is not there yet'),
};

function extract(fn: FunctionCall): Expression {
  const path = fn.value(1);
  if (path.kind !== 'literal' || typeof path.value !== 'string') {
    return fn.refuse('the path must be a text', 1);
  }
  const [source] = fn.nodes;
  if (source?.kind === 'field' && source.name === '_raw') {
    const field = fieldOfRaw(path.value, fn.scope.state, fn.scope.lowering);
    if (field !== undefined) return field;
    if (fn.scope.state.origin?.('_raw') === '_raw') return nullOf('string');
  }
  const value = fn.value(0);
  if (isNullLiteral(value)) return nullOf('string');
  return atPath(call('parseJson', [asText(value)]), path.value);
}
