import type { Expression } from '@interloper/plan';
import { and, call, lambda, long, not, nullOf, or, text, variable } from '@interloper/plan';
import type { Comparison } from '../syntax/tree.js';
import { asNumber, asText, constantNumber, isNullLiteral, kindOf } from './values.js';

const functions = { '=': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' } as const;

/**
 * Splunk's comparison in eval and where: as numbers when both sides look like numbers, else as text by code points,
 * case and all; null on a side gives null; any value of a list may satisfy it. Constants decide most cases now; what
 * only the data can tell is compared both ways.
 *
 * `positive` says that null and false come to the same where the result is used, which makes the plan simpler.
 */
export function compare(
  operator: Comparison,
  left: Expression,
  right: Expression,
  positive: boolean,
): Expression {
  if (isNullLiteral(left) || isNullLiteral(right)) return nullOf('bool');
  if (left.type === 'multivalue') {
    const each = variable('value', 'string');
    return call('mvAny', [left, lambda('value', compare(operator, each, right, true))]);
  }
  if (right.type === 'multivalue') return compare(mirrored[operator], right, left, positive);
  const kinds = [kindOf(left.type), kindOf(right.type)] as const;
  if (kinds[0] === 'time' && kinds[1] === 'time') return call(functions[operator], [left, right]);
  if (kinds[0] === 'condition' && kinds[1] === 'condition') return call(functions[operator], [left, right]);
  const leftNumber = knownNumber(left);
  const rightNumber = knownNumber(right);
  if (leftNumber !== undefined && rightNumber !== undefined) {
    return call(functions[operator], [leftNumber, rightNumber]);
  }
  if (rightNumber !== undefined)
    return compareWithNumber(operator, asText(left), rightNumber, right, positive);
  if (leftNumber !== undefined) {
    return compareWithNumber(mirrored[operator], asText(right), leftNumber, left, positive);
  }
  return compareTexts(operator, asText(left), asText(right));
}

const mirrored = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function knownNumber(value: Expression): Expression | undefined {
  const kind = kindOf(value.type);
  return kind === 'number' || kind === 'time' ? asNumber(value) : constantNumber(value);
}

function compareWithNumber(
  operator: Comparison,
  subject: Expression,
  number: Expression,
  original: Expression,
  positive: boolean,
): Expression {
  // A text that is no number cannot equal one: no second comparison as text is needed.
  const equal = call('eq', [call('toReal', [subject]), number]);
  if (operator === '=') {
    return positive
      ? equal
      : call('if', [call('isNull', [subject]), nullOf('bool'), call('isTrue', [equal])]);
  }
  if (operator === '!=') {
    const differs = not(call('isTrue', [equal]));
    return positive
      ? and(not(call('isNull', [subject])), differs)
      : call('if', [call('isNull', [subject]), nullOf('bool'), differs]);
  }
  return ordered(operator, subject, asText(original));
}

function compareTexts(operator: Comparison, left: Expression, right: Expression): Expression {
  const decided = isText(left) || isText(right);
  if (decided) return call(functions[operator], [left, right]);
  const asNumbers = call('isTrue', [call('eq', [call('toReal', [left]), call('toReal', [right])])]);
  if (operator === '=') return or(call('eq', [left, right]), asNumbers);
  if (operator === '!=') return and(call('ne', [left, right]), not(asNumbers));
  return ordered(operator, left, right);
}

function ordered(operator: '<' | '<=' | '>' | '>=', left: Expression, right: Expression): Expression {
  return call(functions[operator], [call('compareLoosely', [left, right]), long(0)]);
}

/** A constant text; those that look like numbers have been taken out before. */
function isText(value: Expression): boolean {
  return value.kind === 'literal' && value.type === 'string';
}

/** `value IN (list)`: equal to any of them. Texts that do not look like numbers are looked up together. */
export function among(value: Expression, list: readonly Expression[], positive: boolean): Expression {
  if (isNullLiteral(value)) return nullOf('bool');
  if (value.type === 'multivalue') {
    return call('mvAny', [value, lambda('value', among(variable('value', 'string'), list, true))]);
  }
  const items = list.filter((item) => !isNullLiteral(item));
  const plain = items.filter((item) => isText(item) && constantNumber(item) === undefined);
  const others = items.filter((item) => !plain.includes(item));
  const [first] = plain;
  const together =
    first === undefined
      ? []
      : plain.length === 1
        ? [call('eq', [asText(value), first])]
        : [call('in', [asText(value), ...plain])];
  return or(...together, ...others.map((item) => compare('=', value, item, positive)));
}

/** The plan's wildcard pattern of a LIKE pattern (`%` any text, `_` one character). */
function wildcardOfLike(pattern: string): string {
  return pattern
    .replace(/[*?\\]/g, '\\$&')
    .replaceAll('%', '*')
    .replaceAll('_', '?');
}

/** `value LIKE pattern`, case and all; for any value of a list. */
export function like(value: Expression, pattern: Expression): Expression {
  if (isNullLiteral(value) || isNullLiteral(pattern)) return nullOf('bool');
  if (value.type === 'multivalue') {
    return call('mvAny', [value, lambda('value', like(variable('value', 'string'), pattern))]);
  }
  const known = asText(pattern);
  return known.kind === 'literal' && typeof known.value === 'string'
    ? call('matchesWildcard', [asText(value), text(wildcardOfLike(known.value))])
    : call('matchesLike', [asText(value), known]);
}
