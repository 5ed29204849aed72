import { problems } from '../diagnostics.js';
import { mapValues } from './modifier.js';
import type { Modifier, Modifiers, ModifierUse } from './modifier.js';
import { asText } from './read-value.js';
import { isAny } from './pattern.js';
import type { ItemState, PatternPart, Place, Value } from './value.js';

const ANY: PatternPart = { wildcard: '*' };
const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'];
// As in the reference implementation, letters of every language are letters.
const DASH = /(?<![\p{L}\p{N}_])[-/\u2013\u2014\u2015](?=[\p{L}\p{N}_])/gu;
const MOST_DASHES = 4;

/** Modifiers on where and how a text must match (modifiers appendix, Generic and String Modifiers). */
export const text: Modifiers = {
  contains: place('inside', 'The value is anywhere in the field.'),
  startswith: place('start', 'The field begins with the value.'),
  endswith: place('end', 'The field ends with the value.'),
  cased: {
    support: 'supported',
    doc: 'Case matters.',
    apply: (state) => ({ ...state, cased: true }),
  },
  windash: {
    support: 'supported',
    doc: 'A dash or slash that begins an option may be any of - / – — ―.',
    apply: (state, use) => mapValues(state, (value) => dashes(value, use)),
  },
};

function place(where: Exclude<Place, 'whole'>, doc: string): Modifier {
  return {
    support: 'supported',
    doc,
    apply: (state, use) => {
      const before = state.item.modifiers.find(
        (other) => other.text !== use.name && ['contains', 'startswith', 'endswith'].includes(other.text),
      );
      // Reported once, at the later of the two.
      if (before !== undefined && before.span.start < use.span.start) {
        use.report(problems.modifiersClash(use.name, before.text, use.span));
      }
      return placed(state, where, use);
    },
  };
}

function placed(state: ItemState, where: Exclude<Place, 'whole'>, use: ModifierUse): ItemState {
  return mapValues(state, (original) => {
    const value = asText(original);
    if (value.kind === 'text') {
      const { raw: _changed, ...rest } = value;
      return [{ ...rest, parts: surround(value.parts, where) }];
    }
    if (value.kind === 'regex') return [{ ...value, pattern: anchored(value.pattern, where) }];
    if (value.kind === 'field' || value.kind === 'placeholder') return [{ ...value, place: where }];
    use.report(problems.modifierNeeds(use.name, 'text', value.span));
    return [];
  });
}

function surround(parts: readonly PatternPart[], where: Exclude<Place, 'whole'>): readonly PatternPart[] {
  const before = where !== 'start' && !isAny(parts[0]) ? [ANY] : [];
  const after = where !== 'end' && !isAny(parts.at(-1)) ? [ANY] : [];
  // An empty value is contained in every text: one `*` says it.
  return parts.length === 0 ? [ANY] : [...before, ...parts, ...after];
}

/** Expressions match anywhere, so `contains` adds nothing and the others anchor. */
function anchored(pattern: string, where: Exclude<Place, 'whole'>): string {
  if (where === 'start') return `\\A(?:${pattern})`;
  return where === 'end' ? `(?:${pattern})\\z` : pattern;
}

function dashes(original: Value, use: ModifierUse): readonly Value[] {
  const value = asText(original);
  if (value.kind !== 'text') {
    use.report(problems.modifierNeeds(use.name, 'text', value.span));
    return [];
  }
  const found = value.parts.reduce(
    (sum, part) => sum + (typeof part === 'string' ? (part.match(DASH)?.length ?? 0) : 0),
    0,
  );
  if (found > MOST_DASHES) {
    use.report(problems.tooManyDashes(value.span));
    return [];
  }
  let spellings: readonly (readonly PatternPart[])[] = [[]];
  for (const part of value.parts) {
    const forms = typeof part === 'string' ? spell(part) : [part];
    spellings = spellings.flatMap((before) => forms.map((form) => [...before, form]));
  }
  const { raw: _changed, ...rest } = value;
  return spellings.map((parts) => ({ ...rest, parts }));
}

/** Every spelling of a text whose options' dashes vary. */
function spell(part: string): readonly string[] {
  const [first = '', ...rest] = part.split(DASH);
  let forms = [first];
  for (const piece of rest) forms = forms.flatMap((form) => DASHES.map((dash) => form + dash + piece));
  return forms;
}
