import type { Diagnostic, Span, SupportEntry } from '@interloper/plan';
import type { ItemState, Value } from './value.js';

/** One modifier: how it changes a line of a selection, and how far it is supported. */
export interface Modifier {
  readonly support: SupportEntry['support'];
  readonly note?: string;
  /** What it does, as the manual prints it. */
  readonly doc: string;
  /** Only with a field before it. */
  readonly needsField?: boolean;
  readonly apply: (state: ItemState, use: ModifierUse) => ItemState;
}

/** A place where a modifier is used. */
export interface ModifierUse {
  readonly name: string;
  readonly span: Span;
  readonly report: (problem: Diagnostic) => void;
}

export type Modifiers = Readonly<Record<string, Modifier>>;

/** Changes every value by itself; a value for which nothing comes back is dropped (its problem is reported). */
export function mapValues(state: ItemState, change: (value: Value) => readonly Value[]): ItemState {
  return { ...state, values: state.values.map((alternatives) => alternatives.flatMap(change)) };
}
