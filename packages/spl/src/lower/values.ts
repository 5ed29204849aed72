import type { Expression, ScalarType } from '@interloper/plan';
import { call, isNumeric, literal, long, nullOf, real, text } from '@interloper/plan';

/**
 * How Splunk's values lie in plan types: text is `string`, numbers `long` and `real`, lists `multivalue`, `_time` and
 * instants computed from it `datetime` (a number of seconds to the rule), conditions `bool`. Null is a null of any type.
 */
export type Kind = 'text' | 'number' | 'list' | 'time' | 'condition';

export function kindOf(type: ScalarType): Kind {
  if (type === 'multivalue') return 'list';
  if (type === 'datetime') return 'time';
  if (type === 'bool') return 'condition';
  return isNumeric(type) ? 'number' : 'text';
}

export function isNullLiteral(value: Expression): boolean {
  return value.kind === 'literal' && value.value === null;
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

export function looksNumeric(value: string): boolean {
  return NUMBER.test(value);
}

/** The literal of a number as the rule writes it: whole numbers are long, others real. */
export function numberLiteral(digits: string): Expression {
  const trimmed = digits.trim();
  if (/^[+-]?\d{1,18}$/.test(trimmed)) return long(BigInt(trimmed.replace(/^\+/, '')));
  return real(Number(trimmed));
}

/** The number a constant stands for, also when it is text that looks like one; undefined for anything else. */
export function constantNumber(value: Expression): Expression | undefined {
  if (value.kind === 'call' && value.fn === 'negate') {
    const [operand] = value.args;
    if (operand?.kind === 'literal' && typeof operand.value === 'number') {
      return literal(operand.type, -operand.value);
    }
  }
  if (value.kind !== 'literal' || value.value === null) return undefined;
  if (isNumeric(value.type)) return value;
  if (value.type === 'string' && typeof value.value === 'string' && looksNumeric(value.value)) {
    return numberLiteral(value.value);
  }
  return undefined;
}

/** A value as a number: text that is not one gives null, as does a list of several. */
export function asNumber(value: Expression): Expression {
  if (isNullLiteral(value)) return nullOf('real');
  const constant = constantNumber(value);
  if (constant !== undefined) return constant;
  switch (kindOf(value.type)) {
    case 'number':
      return value;
    case 'time':
      return call('epochSeconds', [value]);
    case 'condition':
      return call('if', [value, long(1), long(0)]);
    case 'list':
      // Several values are no number.
      return call('toReal', [call('mvJoin', [value, text(' ')])]);
    case 'text':
      return call('toReal', [value]);
  }
}

/** A value as text: whole numbers without a decimal point, conditions `true` and `false`, lists joined by spaces. */
export function asText(value: Expression): Expression {
  if (isNullLiteral(value)) return nullOf('string');
  if (value.kind === 'literal' && typeof value.value === 'number') return text(String(value.value));
  switch (kindOf(value.type)) {
    case 'text':
      return value.type === 'string' ? value : call('toText', [value]);
    case 'number':
      return value.type === 'real' ? realText(value) : call('toText', [value]);
    case 'time':
      return realText(call('epochSeconds', [value]));
    case 'condition':
      return call('case', [value, text('true'), call('not', [value]), text('false'), nullOf('string')]);
    case 'list':
      return call('mvJoin', [value, text(' ')]);
  }
}

/** The value is used once, so that texts inside texts do not multiply. */
function realText(value: Expression): Expression {
  return call('replaceRegex', [call('toText', [value]), text('\\.0$'), text('')]);
}

/** A value as a list of one or more texts; null stays null. */
export function asList(value: Expression): Expression {
  if (isNullLiteral(value)) return nullOf('multivalue');
  return value.type === 'multivalue' ? value : call('mvAppend', [asText(value)]);
}

/** A value as something a field can hold: dates and lists stay, other types become Splunk's. */
export function asField(value: Expression): Expression {
  switch (value.type) {
    case 'dynamic':
    case 'guid':
    case 'timespan':
      return call('toText', [value]);
    case 'bool':
      return asText(value);
    case 'int':
      return call('toLong', [value]);
    case 'decimal':
      return call('toReal', [value]);
    case 'string':
    case 'long':
    case 'real':
    case 'datetime':
    case 'multivalue':
      return value;
  }
}

/** Brings values to one type, that of all when they agree: numbers widen, anything beside a list becomes a list, else text. */
export function unify(values: readonly Expression[]): readonly Expression[] {
  const typed = values.filter((value) => !isNullLiteral(value));
  const types = new Set(typed.map((value) => value.type));
  const [first = 'string'] = types;
  const common = types.size <= 1 ? first : commonType(types);
  return values.map((value) => (isNullLiteral(value) ? nullOf(common) : convert(value, common)));
}

/** The first of the values that is there. */
export function eitherOf(values: readonly Expression[]): Expression {
  return call('coalesce', unify(values));
}

function commonType(types: ReadonlySet<ScalarType>): ScalarType {
  const kinds = new Set([...types].map(kindOf));
  if (kinds.has('list')) return 'multivalue';
  if ([...kinds].every((kind) => kind === 'number' || kind === 'time')) return 'real';
  return 'string';
}

/** A value in another of the types a field can hold. */
export function convert(value: Expression, type: ScalarType): Expression {
  if (value.type === type) return value;
  if (isNullLiteral(value)) return nullOf(type);
  if (type === 'multivalue') return asList(value);
  if (type === 'real') {
    const number = asNumber(value);
    return number.type === 'real' ? number : call('toReal', [number]);
  }
  if (type === 'long') return call('toLong', [asNumber(value)]);
  if (type === 'datetime') return call('fromEpochSeconds', [convert(value, 'real')]);
  return asText(value);
}
