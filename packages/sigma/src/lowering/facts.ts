import type { LogsourceView, Span } from '@interloper/plan';
import { selectionsFor } from '../condition/tree.js';
import type { Condition } from '../condition/tree.js';
import type { ItemState, Value } from '../modifiers/value.js';
import type { Selection } from '../rule/types.js';
import type { PreparedDetection } from './detection.js';
import { operandOf } from './operand.js';

/** What a condition asks of a field that holds one value. */
export interface Fact {
  /** The same for all names of a field. */
  readonly key: string;
  /** `field|modifiers: values`, as the rule has it. */
  readonly shown: string;
  readonly field: string;
  readonly span: Span;
  /** Any of these holds; under `negated` none of them. */
  readonly values: readonly Value[];
  readonly negated: boolean;
  /** Case counts. */
  readonly cased: boolean;
  /** The field must be there, whatever it holds. */
  readonly present: boolean;
}

/**
 * The facts that must all hold where a condition does. What only one of several alternatives asks for is none, nor is
 * what is asked of fields that may hold several values.
 */
export function factsOf(
  condition: Condition,
  prepared: PreparedDetection,
  view: LogsourceView,
): readonly Fact[] {
  const { selections } = prepared.detection;
  const names = selections.map((selection) => selection.name.text);
  const named = (name: string): readonly Selection[] =>
    selections.filter((selection) => selection.name.text === name).map(({ selection }) => selection);
  const asked = (part: Condition, negated: boolean): readonly Fact[] => {
    switch (part.kind) {
      case 'not':
        return asked(part.part, !negated);
      case 'and':
      case 'or':
        return (part.kind === 'and') === negated ? [] : part.parts.flatMap((each) => asked(each, negated));
      case 'selection':
        return named(part.name).flatMap((selection) => inSelection(selection, prepared, view, negated));
      case 'of': {
        const fitting = selectionsFor(part.pattern, names).flatMap(named);
        const all = fitting.length < 2 || (part.quantity === 'all') !== negated;
        return all ? fitting.flatMap((each) => inSelection(each, prepared, view, negated)) : [];
      }
    }
  };
  return asked(condition, false);
}

function inSelection(
  selection: Selection,
  prepared: PreparedDetection,
  view: LogsourceView,
  negated: boolean,
): readonly Fact[] {
  if (selection.kind === 'item') {
    const state = prepared.states.get(selection.item);
    return state === undefined ? [] : inItem(state, view, negated);
  }
  const { parts } = selection;
  const all = parts.length < 2 || (selection.kind === 'all') !== negated;
  return all ? parts.flatMap((part) => inSelection(part, prepared, view, negated)) : [];
}

function inItem(state: ItemState, view: LogsourceView, denied: boolean): readonly Fact[] {
  const { field } = state.item;
  const operand = field === undefined ? undefined : operandOf(view, field.text);
  if (field === undefined || operand === undefined || operand.list !== undefined) return [];
  // Instants are equal though their texts differ.
  if (!['string', 'long', 'int', 'real', 'bool', 'guid'].includes(operand.value.type)) return [];
  if (state.datePart !== undefined || (denied && state.negated)) return [];
  const negated = denied || state.negated;
  const fact = (values: readonly Value[]): Fact => ({
    key: JSON.stringify(operand.value),
    shown: shownAs(state),
    field: field.text,
    span: field.span,
    values,
    negated,
    cased: state.cased,
    present: state.negated,
  });
  // Under `all` each value is asked for by itself; denied, it is enough that one of them fails.
  if (!state.all) return [fact(state.values.flat())];
  return negated && state.values.length > 1 ? [] : state.values.map((values) => fact(values));
}

const MOST_SHOWN = 3;

function shownAs({ item }: ItemState): string {
  const key = [item.field?.text ?? '', ...item.modifiers.map(({ text }) => text)].join('|');
  const values = item.values.slice(0, MOST_SHOWN).map(({ value }) => String(value));
  const more = item.values.length > MOST_SHOWN ? ', …' : '';
  return item.values.length === 1 ? `${key}: ${values.join('')}` : `${key}: [${values.join(', ')}${more}]`;
}
