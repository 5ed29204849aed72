import type { Span } from '@interloper/plan';
import type { Condition } from '../condition/tree.js';
import type { YamlScalar } from '../yaml/tree.js';

/** A text of a rule with its place. */
export interface Spanned {
  readonly text: string;
  readonly span: Span;
}

/** The logs a rule is about; texts as written. */
export interface Logsource {
  readonly product?: string;
  readonly service?: string;
  readonly category?: string;
  readonly span: Span;
}

/** One line of a selection: a field (or the whole event), modifiers, and the values it is compared with. */
export interface Item {
  /** Undefined for keywords. */
  readonly field?: Spanned;
  readonly modifiers: readonly Spanned[];
  readonly values: readonly YamlScalar[];
  readonly span: Span;
}

/** What a search identifier stands for: a map (all of it), a list (any of it) or one line. */
export type Selection =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Selection[] }
  | { readonly kind: 'item'; readonly item: Item };

export interface NamedSelection {
  readonly name: Spanned;
  readonly selection: Selection;
}

/** A detection or a filter: search identifiers and the conditions over them (several are alternatives). */
export interface Detection {
  readonly selections: readonly NamedSelection[];
  readonly conditions: readonly Condition[];
}

/** What every document of a collection has. */
export interface RuleHead {
  readonly title?: Spanned;
  readonly id?: Spanned;
  readonly name?: Spanned;
  readonly tags: readonly Spanned[];
  readonly fields: readonly Spanned[];
  readonly span: Span;
}

export interface DetectionRule extends RuleHead {
  readonly kind: 'detection';
  readonly logsource: Logsource;
  readonly detection: Detection;
}

export interface FilterRule extends RuleHead {
  readonly kind: 'filter';
  readonly logsource: Logsource;
  readonly detection: Detection;
  /** The rules it applies to, by id or name; `any` for all that its logsource covers. */
  readonly rules: readonly Spanned[] | 'any';
}

/** How a number found in the data is compared with one in the rule. */
export type BoundOperator = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';

export interface Bound {
  readonly operator: BoundOperator;
  readonly value: number;
  readonly span: Span;
}

export type CorrelationType =
  | 'event_count'
  | 'value_count'
  | 'value_sum'
  | 'value_avg'
  | 'value_min'
  | 'value_max'
  | 'value_median'
  | 'value_percentile'
  | 'temporal'
  | 'temporal_ordered';

export interface CorrelationRule extends RuleHead {
  readonly kind: 'correlation';
  readonly type: CorrelationType;
  readonly typeSpan: Span;
  readonly rules: readonly Spanned[];
  readonly groupBy: readonly Spanned[];
  readonly timespan: bigint;
  /** Bounds that must all hold; empty where the type has a condition of its own (`temporal`). */
  readonly bounds: readonly Bound[];
  /** The condition of `temporal` as a term over rule names. */
  readonly expression?: Condition;
  readonly valueFields: readonly Spanned[];
  readonly percentile?: number;
  readonly aliases: readonly Alias[];
  readonly generate: boolean;
}

/** A name for fields that differ between rules: the field of each rule, by the rule's name or id. */
export interface Alias {
  readonly name: Spanned;
  readonly fields: readonly { readonly rule: Spanned; readonly field: Spanned }[];
}

export type SigmaRule = DetectionRule | FilterRule | CorrelationRule;
