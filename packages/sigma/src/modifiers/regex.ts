import type { Span } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import { mapValues } from './modifier.js';
import type { Modifier, Modifiers, ModifierUse } from './modifier.js';
import type { Value } from './value.js';

/** Regular expressions (modifiers appendix, Regular Expression). They match anywhere in the field, case matters. */
export const regex: Modifiers = {
  re: {
    support: 'partial',
    note: 'no look-around and no back-references: expressions run in linear time',
    doc: 'The value is a regular expression.',
    apply: (state, use) => mapValues(state, (value) => expression(value, use)),
  },
  i: flag('i', 'The expression ignores case.'),
  ignorecase: flag('i', 'The expression ignores case.'),
  m: flag('m', '^ and $ also match at line breaks.'),
  multiline: flag('m', '^ and $ also match at line breaks.'),
  s: flag('s', '. also matches line breaks.'),
  dotall: flag('s', '. also matches line breaks.'),
};

function flag(letter: string, doc: string): Modifier {
  return {
    support: 'supported',
    doc,
    apply: (state, use) =>
      mapValues(state, (value) => {
        if (value.kind !== 'regex') {
          use.report(problems.modifierNeeds(use.name, '`re` before it', use.span));
          return [];
        }
        return value.flags.includes(letter) ? [value] : [{ ...value, flags: value.flags + letter }];
      }),
  };
}

function expression(value: Value, use: ModifierUse): readonly Value[] {
  const raw = value.kind === 'text' ? value.raw : undefined;
  const pattern = value.kind === 'number' ? String(value.value) : raw;
  if (pattern === undefined) {
    use.report(problems.modifierNeeds(use.name, 'text that no other modifier has changed', use.span));
    return [];
  }
  const problem = checkPattern(pattern, value.span);
  if (problem !== undefined) {
    use.report(problem);
    return [];
  }
  return [{ kind: 'regex', pattern, flags: '', span: value.span }];
}

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^\(\?<?[=!]/, 'look-around'],
  [/^\(\?>/, 'an atomic group'],
  [/^\(\?\(/, 'a conditional group'],
  [/^\(\?(?:R|&|P>|P=|\d|[+-]\d)/, 'recursion or a back-reference'],
  [/^\\(?:[1-9]|k[<{'])/, 'a back-reference'],
  [/^\\[GKRXhHNZ]/, 'an escape that RE2 lacks'],
  [/^\{(?!1000[,}])(?:\d{5,}|[1-9]\d{3})/, 'more than 1,000 repetitions'],
  [/^\{\d*,(?!1000\})(?:\d{5,}|[1-9]\d{3})/, 'more than 1,000 repetitions'],
  [/^(?:[*+?]|\{\d+(?:,\d*)?\})\+/, 'a possessive quantifier'],
];

/** What keeps an expression from running; undefined when it is fine. */
function checkPattern(pattern: string, span: Span): ReturnType<typeof problems.invalidRegex> | undefined {
  let inClass = false;
  for (let index = 0; index < pattern.length; index += 1) {
    const rest = pattern.slice(index);
    if (!inClass) {
      const refused = REFUSED.find(([form]) => form.test(rest));
      if (refused !== undefined) return problems.unsupportedRegex(refused[1], span);
    }
    if (pattern[index] === '\\') index += 1;
    else if (pattern[index] === '[') inClass = true;
    else if (pattern[index] === ']') inClass = false;
  }
  // RE2 spells named groups and inline flags in ways that JavaScript does not know; the rest is common ground.
  const common = pattern
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?[imsU-]+\)/g, '')
    .replaceAll(/\(\?[imsU-]+:/g, '(?:')
    .replaceAll(/\[\[:\^?[a-z]+:\]/g, '[a')
    .replaceAll(/\[:\^?[a-z]+:\]/g, 'a');
  try {
    void new RegExp(common);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return problems.invalidRegex(message.replace(/^Invalid regular expression: /, ''), span);
  }
}
