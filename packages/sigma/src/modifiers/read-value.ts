import type { YamlScalar } from '../yaml/tree.js';
import { readPattern } from './pattern.js';
import type { Value } from './value.js';

/** A YAML value as a rule means it before modifiers. */
export function readValue(scalar: YamlScalar): Value {
  const { value, span } = scalar;
  if (value === null) return { kind: 'null', span };
  if (typeof value === 'boolean') return { kind: 'bool', value, span };
  if (typeof value !== 'string') return { kind: 'number', value, span };
  return { kind: 'text', parts: readPattern(value), raw: value, encoding: 'utf8', span };
}

/** Numbers and booleans as text, where a modifier is about text. */
export function asText(value: Value): Value {
  if (value.kind !== 'number' && value.kind !== 'bool') return value;
  const written = String(value.value);
  return { kind: 'text', parts: [written], raw: written, encoding: 'utf8', span: value.span };
}
