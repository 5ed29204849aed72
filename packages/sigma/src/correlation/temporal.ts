import { bool, call, column, long, not } from '@interloper/plan';
import type { Expression, Relation, WindowCall } from '@interloper/plan';
import type { Condition } from '../condition/tree.js';
import { selectionsFor } from '../condition/tree.js';
import { allOf, anyOf } from '../lowering/logic.js';
import type { CorrelationRule } from '../rule/types.js';
import type { TypeLowering } from './type-lowering.js';
import { firedColumns } from './columns.js';
import { overGroup, slidingFrame, windowStart, withinBounds } from './sliding.js';

/**
 * `temporal`: the window holds events of all the rules, of as many as the condition's bounds say, or of those that
 * a condition over rule names says (correlation specification, Temporal Proximity).
 */
export const temporal: TypeLowering = (rule, matches) => {
  const frame = slidingFrame(rule);
  const seen = rule.rules.map((_, index): WindowCall => ({
    name: `seen${index}`,
    fn: 'anyTrue',
    args: [call('eq', [column(firedColumns.rule, 'long'), long(index)])],
    type: 'bool',
    frame,
  }));
  const windowed = overGroup(rule, matches, [...seen, windowStart(rule)]);
  const counted: Relation = {
    kind: 'extend',
    input: windowed,
    columns: [{ name: firedColumns.measure, expression: numberSeen(rule) }],
  };
  return { kind: 'filter', input: counted, predicate: predicateOf(rule) };
};

function numberSeen(rule: CorrelationRule): Expression {
  const ones = rule.rules.map((_, index) => call('if', [seenColumn(index), long(1), long(0)]));
  const [first, ...rest] = ones;
  if (first === undefined) throw new Error('a temporal correlation has rules');
  return rest.reduce((sum, one) => call('add', [sum, one], 'long'), first);
}

function predicateOf(rule: CorrelationRule): Expression {
  if (rule.expression !== undefined) return term(rule.expression, rule);
  const count = column(firedColumns.measure, 'long');
  if (rule.bounds.length > 0) return withinBounds(count, rule.bounds);
  return call('eq', [count, long(rule.rules.length)]);
}

/** A condition over rule names: a name holds when the window has an event of that rule. */
function term(condition: Condition, rule: CorrelationRule): Expression {
  const names = rule.rules.map((name) => name.text);
  const held = (name: string): Expression => {
    const index = names.indexOf(name);
    return index === -1 ? bool(false) : seenColumn(index);
  };
  switch (condition.kind) {
    case 'and':
      return allOf(condition.parts.map((part) => term(part, rule)));
    case 'or':
      return anyOf(condition.parts.map((part) => term(part, rule)));
    case 'not':
      return not(term(condition.part, rule));
    case 'selection':
      return held(condition.name);
    case 'of': {
      const parts = selectionsFor(condition.pattern, names).map(held);
      return condition.quantity === 'all' ? allOf(parts) : anyOf(parts);
    }
  }
}

function seenColumn(index: number): Expression {
  return column(`seen${index}`, 'bool');
}
