import type { Diagnostic, Expression } from '@interloper/plan';
import type { Condition } from '../condition/tree.js';
import { selectionsFor } from '../condition/tree.js';
import { applyModifiers } from '../modifiers/apply.js';
import type { ItemState } from '../modifiers/value.js';
import type { Detection, Item, Selection } from '../rule/types.js';
import { lowerItem } from './item.js';
import type { LoweringContext } from './item.js';
import { allOf, anyOf, noneOf } from './logic.js';

/** A detection whose modifiers have been applied: what is wrong with them is said once, however many logs there are. */
export interface PreparedDetection {
  readonly detection: Detection;
  readonly states: ReadonlyMap<Item, ItemState>;
}

/** Applies all modifiers of a detection; undefined when one cannot be applied (reported). */
export function prepareDetection(
  detection: Detection,
  report: (problem: Diagnostic) => void,
): PreparedDetection | undefined {
  const states = new Map<Item, ItemState>();
  let whole = true;
  const visit = (selection: Selection): void => {
    if (selection.kind !== 'item') {
      for (const part of selection.parts) visit(part);
      return;
    }
    const state = applyModifiers(selection.item, report);
    if (state === undefined) whole = false;
    else states.set(selection.item, state);
  };
  for (const { selection } of detection.selections) visit(selection);
  return whole ? { detection, states } : undefined;
}

/** The predicate of a detection over one log. Several conditions are alternatives (specification, Condition). */
export function lowerDetection(prepared: PreparedDetection, context: LoweringContext): Expression {
  const { detection, states } = prepared;
  const names = detection.selections.map((selection) => selection.name.text);
  const lowered = new Map<string, Expression>();
  const selectionNamed = (name: string): Expression => {
    const before = lowered.get(name);
    if (before !== undefined) return before;
    const found = detection.selections.find((selection) => selection.name.text === name);
    if (found === undefined) throw new Error(`the condition names ${name}, which is no selection`);
    const expression = lowerSelection(found.selection, states, context);
    lowered.set(name, expression);
    return expression;
  };
  const lower = (condition: Condition): Expression => {
    switch (condition.kind) {
      case 'and':
        return allOf(condition.parts.map(lower));
      case 'or':
        return anyOf(condition.parts.map(lower));
      case 'not':
        return noneOf(lower(condition.part));
      case 'selection':
        return selectionNamed(condition.name);
      case 'of': {
        const parts = selectionsFor(condition.pattern, names).map(selectionNamed);
        return condition.quantity === 'all' ? allOf(parts) : anyOf(parts);
      }
    }
  };
  return anyOf(detection.conditions.map(lower));
}

function lowerSelection(
  selection: Selection,
  states: PreparedDetection['states'],
  context: LoweringContext,
): Expression {
  if (selection.kind === 'item') {
    const state = states.get(selection.item);
    if (state === undefined) throw new Error('a line of a selection was not prepared');
    return lowerItem(state, context);
  }
  const parts = selection.parts.map((part) => lowerSelection(part, states, context));
  return selection.kind === 'all' ? allOf(parts) : anyOf(parts);
}
