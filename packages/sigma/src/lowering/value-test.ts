import { bool, call, datetime, isNumeric, long, real, text, ticksOfIso } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { DatePart, Value } from '../modifiers/value.js';
import { constantOf, equalsAny, matchesPattern, matchesRegex } from './text-test.js';
import { textForm } from './operand.js';

/** A test that cannot hold, and why. */
export interface Never {
  readonly never: string;
}

export type Tested = Expression | Never;

export function isNever(tested: Tested): tested is Never {
  return 'never' in tested;
}

/**
 * Tests one value of an event (not a list) against one value of a rule. Text and numbers are compared as the
 * column's type allows: a rule may write `50126` or `'50126'` whatever the log holds.
 */
export function testValue(value: Expression, wanted: Value, cased: boolean): Tested {
  switch (wanted.kind) {
    case 'text':
      return testText(value, wanted, cased);
    case 'number':
      return testNumber(value, wanted.value);
    case 'bool':
      return testBool(value, wanted.value);
    case 'null':
    case 'exists':
      throw new Error('presence is tested where the field is known');
    case 'regex':
      return matchesRegex(textForm(value), wanted.pattern, wanted.flags);
    case 'network':
      return call('addressInNetwork', [textForm(value), text(wanted.network)]);
    case 'compare':
      return testSize(value, wanted.operator, wanted.value);
    case 'field':
    case 'placeholder':
      throw new Error('references to fields and lookups are lowered where these are known');
  }
}

/** A constant text that needs no more than equality; such values of a list are tested together. */
export function plainConstant(value: Expression, wanted: Value): string | undefined {
  if (value.type !== 'string') return undefined;
  if (wanted.kind === 'number' || wanted.kind === 'bool') return String(wanted.value);
  return wanted.kind === 'text' ? constantOf(wanted.parts) : undefined;
}

function testText(value: Expression, wanted: Extract<Value, { kind: 'text' }>, cased: boolean): Tested {
  const constant = constantOf(wanted.parts);
  if (constant !== undefined) {
    if (isNumeric(value.type) && isCanonical(constant)) return testNumber(value, Number(constant));
    if (value.type === 'bool') {
      const lower = constant.toLowerCase();
      if (lower === 'true' || lower === 'false') return testBool(value, lower === 'true');
      return { never: 'the field is true or false' };
    }
    const ticks = value.type === 'datetime' ? ticksOfIso(constant) : undefined;
    if (ticks !== undefined) return call('eq', [value, datetime(ticks)]);
    if (isNumeric(value.type)) return { never: 'the field is a number' };
    return equalsAny(textForm(value), [constant], cased);
  }
  return matchesPattern(textForm(value), wanted.parts, cased);
}

/** True for text that is how a number is usually written, so that comparing numbers is comparing texts. */
function isCanonical(constant: string): boolean {
  return Number.isFinite(Number(constant)) && String(Number(constant)) === constant;
}

function testNumber(value: Expression, wanted: number | bigint): Tested {
  if (value.type === 'string' || value.type === 'guid') {
    return equalsAny(textForm(value), [String(wanted)], false);
  }
  if (!isNumeric(value.type)) return { never: `the field is a ${value.type}` };
  return call('eq', [value.type === 'decimal' ? call('toReal', [value]) : value, numberLiteral(wanted)]);
}

function numberLiteral(value: number | bigint): Expression {
  return typeof value === 'bigint' || Number.isSafeInteger(value) ? long(value) : real(value);
}

function testBool(value: Expression, wanted: boolean): Tested {
  if (value.type === 'bool') return call('eq', [value, bool(wanted)]);
  if (value.type === 'string') return equalsAny(value, [String(wanted)], false);
  return { never: `the field is a ${value.type}` };
}

const PLAN_COMPARISONS = { lt: 'lt', lte: 'le', gt: 'gt', gte: 'ge' } as const;

function testSize(
  value: Expression,
  operator: keyof typeof PLAN_COMPARISONS,
  limit: number | string,
): Tested {
  const fn = PLAN_COMPARISONS[operator];
  if (typeof limit === 'string') {
    const ticks = ticksOfIso(limit);
    if (ticks === undefined) return { never: `\`${limit}\` is not an ISO 8601 date` };
    if (value.type !== 'datetime' && value.type !== 'string') return { never: 'the field is no date' };
    return call(fn, [call('toDatetime', [value]), datetime(ticks)]);
  }
  if (isNumeric(value.type)) {
    const number = value.type === 'decimal' ? call('toReal', [value]) : value;
    return call(fn, [number, numberLiteral(limit)]);
  }
  if (value.type === 'string') return call(fn, [call('toReal', [value]), real(limit)]);
  return { never: `the field is a ${value.type}, not a number` };
}

/** The number of a part of a date (UTC); undefined when the field can be no date. */
export function datePartOf(value: Expression, part: DatePart): Expression | undefined {
  if (value.type !== 'datetime' && value.type !== 'string') return undefined;
  return call('datetimePart', [text(part), call('toDatetime', [value])]);
}
