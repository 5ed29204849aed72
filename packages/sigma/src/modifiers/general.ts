import { problems } from '../diagnostics.js';
import { mapValues } from './modifier.js';
import type { Modifiers, ModifierUse } from './modifier.js';
import { hasWildcard, plainText, readPattern } from './pattern.js';
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
    note: 'placeholders are refused by name until watchlists can be given to Sigma rules',
    doc: 'Placeholders such as %name% stand for the entries of a watchlist.',
    apply: (state, use) => mapValues(state, (value) => expanded(value, use)),
  },
};

function truthOf(value: Value): boolean | undefined {
  if (value.kind === 'bool') return value.value;
  const text = value.kind === 'text' ? plainText(value.parts).toLowerCase() : '';
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/** Refuses placeholders; `\%` is a plain percent sign (specification, Placeholders). */
function expanded(value: Value, use: ModifierUse): readonly Value[] {
  if (value.kind !== 'text' || value.raw === undefined) return [value];
  const placeholder = /(?:^|[^\\])%([^%\s]+)%/u.exec(value.raw)?.[1];
  if (placeholder !== undefined) {
    use.report(problems.placeholder(placeholder.replace(/^.*\\%/u, ''), value.span));
    return [];
  }
  const raw = value.raw.replaceAll(String.raw`\%`, '%');
  const parts: readonly PatternPart[] = readPattern(raw);
  return [{ ...value, raw, parts }];
}
