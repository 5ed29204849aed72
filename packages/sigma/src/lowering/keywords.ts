import type { Expression, View } from '@interloper/plan';
import type { ItemState, PatternPart, Value } from '../modifiers/value.js';
import { simplify } from '../modifiers/pattern.js';
import { allOf, anyOf } from './logic.js';
import { textForm } from './operand.js';
import { matchesPattern, matchesRegex } from './text-test.js';

const ANY: PatternPart = { wildcard: '*' };

/**
 * Searches the whole event (specification, Keywords search): a keyword is found when the text of any field contains
 * it. Field names are no part of the event here.
 */
export function lowerKeywords(state: ItemState, view: View): Expression {
  const texts = searchable(view);
  const placed = state.item.modifiers.some(({ text }) => ['startswith', 'endswith'].includes(text));
  const find = (value: Value): Expression =>
    anyOf(texts.map((text) => testKeyword(text, value, state.cased, placed)));
  const tests = state.values.map((alternatives) => anyOf(alternatives.map(find)));
  return state.all ? allOf(tests) : anyOf(tests);
}

/** The texts of a log's columns, each value once though several columns may show it. */
function searchable(view: View): readonly Expression[] {
  const seen = new Map<string, Expression>();
  for (const { expression } of view.columns) {
    if (expression.type !== 'bool' && expression.kind !== 'literal') {
      seen.set(JSON.stringify(expression), textForm(expression));
    }
  }
  return [...seen.values()];
}

function testKeyword(text: Expression, value: Value, cased: boolean, placed: boolean): Expression {
  if (value.kind === 'regex') return matchesRegex(text, value.pattern, value.flags);
  const parts: readonly PatternPart[] =
    value.kind === 'text'
      ? value.parts
      : value.kind === 'null'
        ? ['']
        : 'value' in value
          ? [String(value.value)]
          : [];
  return matchesPattern(text, placed ? parts : simplify([ANY, ...parts, ANY]), cased);
}
