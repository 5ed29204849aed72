import type { Span } from '@interloper/plan';
import type { BoundOperator, Item } from '../rule/types.js';

/** A part of a pattern: text as it stands, or a wildcard (`*` any text, `?` one character). */
export type PatternPart = string | { readonly wildcard: '*' | '?' };

/** How the bytes of a text are taken when it is encoded. */
export type Encoding = 'utf8' | 'utf16le' | 'utf16be' | 'utf16';

/** Where in the field the text must be. */
export type Place = 'whole' | 'start' | 'end' | 'inside';

export type DatePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** A value of a selection while its modifiers are applied, and what is tested in the end. */
export type Value =
  | {
      readonly kind: 'text';
      readonly parts: readonly PatternPart[];
      /** The text as written, for modifiers that give it another meaning; undefined once it has been changed. */
      readonly raw?: string;
      readonly encoding: Encoding;
      readonly span: Span;
    }
  | { readonly kind: 'number'; readonly value: number | bigint; readonly span: Span }
  | { readonly kind: 'bool'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span }
  | { readonly kind: 'exists'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string; readonly span: Span }
  | { readonly kind: 'network'; readonly network: string; readonly span: Span }
  | {
      readonly kind: 'compare';
      readonly operator: Exclude<BoundOperator, 'eq' | 'neq'>;
      /** A number, or the text of an instant. */
      readonly value: number | string;
      readonly span: Span;
    }
  | {
      readonly kind: 'placeholder';
      readonly name: string;
      readonly place: Place;
      /** Text around every entry. */
      readonly before: string;
      readonly after: string;
      /** The entries are networks, whatever the lookup says of them. */
      readonly network: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'field'; readonly name: string; readonly place: Place; readonly span: Span };

/**
 * A selection's line while its modifiers are applied. Each value of the rule has alternatives, because a modifier
 * may turn one into several (`windash`); any alternative is enough, also under `all`.
 */
export interface ItemState {
  readonly item: Item;
  readonly values: readonly (readonly Value[])[];
  readonly all: boolean;
  readonly negated: boolean;
  readonly cased: boolean;
  readonly datePart?: DatePart;
}
