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
    note: 'one placeholder in a value, without wildcards; no networks of fields that hold lists',
    doc: 'A placeholder such as %name% stands for the entries of a watchlist, or of a lookup of indicators.',
    apply: (state, use) => {
      const before = state.item.modifiers
        .slice(
          0,
          state.item.modifiers.findIndex(({ span }) => span === use.span),
        )
        .find(({ text }) => !LEAVE_PLACEHOLDERS.has(text));
      const clashes = before !== undefined && state.item.values.some(({ value }) => hasPlaceholder(value));
      if (clashes) use.report(problems.modifiersClash(use.name, before.text, use.span));
      return mapValues(state, (value) => expanded(value, use));
    },
  },
};

/** Modifiers that may stand before `expand`: others have made of a placeholder what is none. */
const LEAVE_PLACEHOLDERS = new Set(['all', 'cased', 'neq', 'contains', 'startswith', 'endswith', 'cidr']);

const PLACEHOLDER = /(?:^|[^\\])%[^%\s]+%/u;

function hasPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && PLACEHOLDER.test(value);
}

function truthOf(value: Value): boolean | undefined {
  if (value.kind === 'bool') return value.value;
  const text = value.kind === 'text' ? plainText(value.parts).toLowerCase() : '';
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/**
 * `%name%` stands for the entries of a lookup, with the text around it around each; `\\%` is a plain percent sign
 * (specification, Placeholders). Modifiers before it may have put wildcards around it.
 */
function expanded(value: Value, use: ModifierUse): readonly Value[] {
  if (value.kind !== 'text') return [value];
  const { span } = value;
  const starts = isAny(value.parts[0]);
  const ends = isAny(value.parts.at(-1));
  const inner = value.parts.slice(starts ? 1 : 0, ends ? -1 : undefined);
  const written = value.raw ?? (hasWildcard(inner) ? '*' : plainText(inner));
  if (!hasPlaceholder(written)) {
    if (hasPlaceholder(plainText(value.parts))) use.report(problems.modifierNeeds(use.name, ONE, span));
    if (value.raw === undefined) return [{ ...value, parts: value.parts.map(unescaped) }];
    const raw = value.raw.replaceAll(String.raw`\%`, '%');
    return [{ ...value, raw, parts: readPattern(raw) }];
  }
  const { before = '', name = '', after = '' } = ALONE.exec(written)?.groups ?? {};
  const [left, right] = [plainOf(before), plainOf(after)];
  if (name === '' || left === undefined || right === undefined) {
    use.report(problems.modifierNeeds(use.name, ONE, span));
    return [];
  }
  const place = starts && ends ? 'inside' : starts ? 'end' : ends ? 'start' : 'whole';
  return [{ kind: 'placeholder', name, place, before: left, after: right, network: false, span }];
}

function unescaped(part: PatternPart): PatternPart {
  return typeof part === 'string' ? part.replaceAll(String.raw`\%`, '%') : part;
}

const ONE = 'a value with one placeholder and no wildcards';
const ALONE = /^(?<before>(?:[^%\\]|\\[^])*)%(?<name>[^%\s]+)%(?<after>(?:[^%\\]|\\[^])*)$/u;

/** The text around a placeholder; undefined when it has wildcards. */
function plainOf(written: string): string | undefined {
  const parts: readonly PatternPart[] = readPattern(written.replaceAll(String.raw`\%`, '%'));
  return hasWildcard(parts) ? undefined : plainText(parts);
}
