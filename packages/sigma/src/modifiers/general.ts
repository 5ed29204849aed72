import { problems } from '../diagnostics.js';
import { mapValues } from './modifier.js';
import type { Modifiers, ModifierUse } from './modifier.js';
import { hasWildcard, isAny, plainText, readPattern } from './pattern.js';
import type { PatternPart, Value } from './value.js';

/** Modifiers on lists, presence, negation, other fields and placeholders (Generic and Specific Modifiers). */
export const general: Modifiers = {
  all: {
    support: 'supported',
    doc: 'All values must match, not any.',
    apply: (state, use) => {
      if (state.item.values.length === 1) use.report(problems.allOnOneValue(use.span));
      return { ...state, all: true };
    },
  },
  exists: {
    support: 'supported',
    doc: 'The field is there (true) or not (false). JSON null counts as not there.',
    needsField: true,
    apply: (state, use) =>
      mapValues(state, (value) => {
        const wanted = truthOf(value);
        if (wanted === undefined) {
          use.report(problems.modifierNeeds(use.name, '`true` or `false`', value.span));
          return [];
        }
        return [{ kind: 'exists', value: wanted, span: value.span }];
      }),
  },
  neq: {
    support: 'supported',
    doc: 'The field is there and differs from every value.',
    needsField: true,
    apply: (state) => ({ ...state, negated: true }),
  },
  fieldref: {
    support: 'supported',
    doc: 'The value names another field of the same event.',
    needsField: true,
    apply: (state, use) =>
      mapValues(state, (value) => {
        if (value.kind !== 'text' || value.raw === undefined || hasWildcard(value.parts)) {
          use.report(problems.modifierNeeds(use.name, 'the name of a field', value.span));
          return [];
        }
        return [{ kind: 'field', name: plainText(value.parts), place: 'whole', span: value.span }];
      }),
  },
  expand: {
    support: 'partial',
    note: 'a placeholder is a whole value; not of fields that hold lists',
    doc: 'A placeholder such as %name% stands for the entries of a watchlist, or of a lookup of indicators.',
    apply: (state, use) => mapValues(state, (value) => expanded(value, use)),
  },
};

function truthOf(value: Value): boolean | undefined {
  if (value.kind === 'bool') return value.value;
  const text = value.kind === 'text' ? plainText(value.parts).toLowerCase() : '';
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/**
 * `%name%` stands for the entries of a lookup; `\%` is a plain percent sign (specification, Placeholders). Modifiers
 * before it may have put wildcards around it.
 */
function expanded(value: Value, use: ModifierUse): readonly Value[] {
  if (value.kind !== 'text') return [value];
  const { span } = value;
  const starts = isAny(value.parts[0]);
  const ends = isAny(value.parts.at(-1));
  const inner = value.parts.slice(starts ? 1 : 0, ends ? -1 : undefined);
  const written = value.raw ?? (hasWildcard(inner) ? '' : plainText(inner));
  const name = /^%([^%\s]+)%$/u.exec(written)?.[1];
  if (name !== undefined) {
    const place = starts && ends ? 'inside' : starts ? 'end' : ends ? 'start' : 'whole';
    return [{ kind: 'placeholder', name, place, network: false, span }];
  }
  if (/(?:^|[^\\])%[^%\s]+%/u.test(value.raw ?? plainText(value.parts))) {
    use.report(problems.modifierNeeds(use.name, 'a value that is nothing but a placeholder', span));
    return [];
  }
  if (value.raw === undefined) return [value];
  const raw = value.raw.replaceAll(String.raw`\%`, '%');
  const parts: readonly PatternPart[] = readPattern(raw);
  return [{ ...value, raw, parts }];
}
