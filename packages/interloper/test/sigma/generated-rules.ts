import fc from 'fast-check';
import { stringify } from 'yaml';
import {
  address,
  instants,
  itemsByModifier,
  lines,
  listed,
  optionText,
  plainItem,
  plainWord,
  word,
} from './generated-items.js';
import type { ModelCondition, ModelItem, ModelRule, ModelSelection } from './reference-evaluator.js';
import { base64, bytesUnder } from './reference-values.js';
import type { TestEvent } from './test-log.js';

const bytes = fc.tuple(fc.constantFrom('', 'a', 'ab'), plainWord, fc.constantFrom('', 'b', 'ba'));

/** Base64 of texts, in each encoding, with something before and behind. */
const encodedText = fc
  .tuple(bytes, fc.constantFrom(undefined, 'wide', 'utf16be', 'utf16'))
  .map(([parts, encoding]) => base64(bytesUnder(encoding, parts.join(''))));

/** Short texts in UTF-16, read byte by byte. */
const wideText = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('a', 'A', 'b', '1'), maxLength: 3 }),
    fc.constantFrom('wide', 'utf16be'),
  )
  .map(([text, encoding]) => String.fromCharCode(...bytesUnder(encoding, text)));

const stamp = fc.oneof(
  fc.constantFrom(...instants),
  fc.constantFrom('2026-01-01', '2026-12-31T23:30:00-02:00', 'yesterday', ''),
);

export const eventArbitrary: fc.Arbitrary<TestEvent> = fc.record(
  {
    User: fc.oneof({ weight: 2, arbitrary: word }, listed),
    Other: fc.oneof({ weight: 3, arbitrary: word }, listed, optionText, stamp, address),
    Text: fc.oneof({ weight: 3, arbitrary: word }, optionText, lines, encodedText, wideText),
    Ip: address,
    Stamp: stamp,
    When: fc.constantFrom(...instants),
    Code: fc.integer({ min: -2, max: 12 }),
    Size: fc.constantFrom(0, 0.5, 1, 1.5, 10),
    Flag: fc.boolean(),
    Risk: fc.array(fc.oneof(word, fc.integer({ min: 0, max: 12 }), fc.boolean()), { maxLength: 3 }),
    Tags: fc.array(fc.oneof({ weight: 3, arbitrary: word }, listed, address), { minLength: 1, maxLength: 3 }),
    Detail: fc.record(
      { os: fc.oneof(word, listed), city: word, roles: fc.array(word, { minLength: 1, maxLength: 2 }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const item = fc.oneof(
  { weight: 8, arbitrary: plainItem },
  ...Object.values(itemsByModifier).map((arbitrary) => ({ weight: 1, arbitrary })),
);

const selection: fc.Arbitrary<ModelSelection> = fc.record({
  kind: fc.constantFrom('map', 'list'),
  // A map has each key once.
  items: fc.uniqueArray(item, { minLength: 1, maxLength: 3, selector: keyOf }),
});

const NAMES = ['sel_a', 'sel_b', 'other', '_aside'] as const;

const condition = fc.letrec<{ tree: ModelCondition }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...NAMES).map((name): ModelCondition => ({ kind: 'name', name })),
    fc.record({
      kind: fc.constant('of' as const),
      quantity: fc.constantFrom('1' as const, 'all' as const),
      pattern: fc.constantFrom('sel_*', 'them', 'o*'),
    }),
    tie('tree').map((part): ModelCondition => ({ kind: 'not', part })),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('tree'),
      right: tie('tree'),
    }),
  ),
})).tree;

export const ruleArbitrary: fc.Arbitrary<ModelRule> = fc.record({
  selections: fc.record({ sel_a: selection, sel_b: selection, other: selection, _aside: selection }),
  condition,
});

/** A rule of one line that has the modifier, as it is or turned round. */
export function ruleWith(modifier: string): fc.Arbitrary<ModelRule> {
  const only = itemsByModifier[modifier];
  if (only === undefined) throw new Error(`there are no lines with ${modifier}`);
  return fc.tuple(only, fc.boolean()).map(([each, turned]): ModelRule => {
    const named: ModelCondition = { kind: 'name', name: 'sel_a' };
    return {
      selections: { sel_a: { kind: 'map', items: [each] } },
      condition: turned ? { kind: 'not', part: named } : named,
    };
  });
}

function keyOf({ field, modifiers }: ModelItem): string {
  return [field, ...modifiers].join('|');
}

/** The rule as YAML; it shows the number of each event. */
export function textOf(rule: ModelRule): string {
  const asMap = (items: readonly ModelItem[]): Record<string, ModelItem['values']> =>
    Object.fromEntries(items.map((each) => [keyOf(each), each.values]));
  const selections = Object.entries(rule.selections).map(([name, { kind, items }]) => {
    return [name, kind === 'map' ? asMap(items) : items.map((each) => asMap([each]))] as const;
  });
  return stringify({
    title: 'generated',
    logsource: { product: 'test', service: 'alpha' },
    detection: { ...Object.fromEntries(selections), condition: conditionText(rule.condition) },
    fields: ['n'],
  });
}

function conditionText(tree: ModelCondition): string {
  switch (tree.kind) {
    case 'name':
      return tree.name;
    case 'of':
      return `${tree.quantity} of ${tree.pattern}`;
    case 'not':
      return `not (${conditionText(tree.part)})`;
    default:
      return `(${conditionText(tree.left)} ${tree.kind} ${conditionText(tree.right)})`;
  }
}
