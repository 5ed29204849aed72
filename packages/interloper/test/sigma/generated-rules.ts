import fc from 'fast-check';
import { stringify } from 'yaml';
import type { ModelCondition, ModelItem, ModelRule, ModelSelection } from './reference-evaluator.js';
import type { TestEvent } from './test-log.js';

// A small alphabet makes matches likely; it has all signs that mean something to Sigma, to expressions or to SQL.
const letter = fc.constantFrom('a', 'A', 'b', 'é', 'É', '1', '*', '?', '\\', '.', '%', '_', "'", '-', ' ');
const word = fc.string({ unit: letter, maxLength: 4 });

export const eventArbitrary: fc.Arbitrary<TestEvent> = fc.record(
  {
    User: word,
    Other: word,
    Text: word,
    Code: fc.integer({ min: -2, max: 12 }),
    Size: fc.constantFrom(0, 0.5, 1, 1.5, 10),
    Flag: fc.boolean(),
    Risk: fc.array(fc.oneof(word, fc.integer({ min: 0, max: 12 }), fc.boolean()), { maxLength: 3 }),
    Tags: fc.array(word, { minLength: 1, maxLength: 3 }),
    Detail: fc.record(
      { os: word, city: word, roles: fc.array(word, { minLength: 1, maxLength: 2 }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const texts = ['User', 'Other', 'Text', 'Risk', 'Tags', 'Detail.os', 'Detail.city', 'Detail.roles'];

const textItem: fc.Arbitrary<ModelItem> = fc.record({
  field: fc.constantFrom(...texts),
  modifiers: fc
    .tuple(
      fc.constantFrom([], ['contains'], ['startswith'], ['endswith']),
      fc.subarray(['cased', 'all', 'neq']),
    )
    .map(([place, more]) => [...place, ...more]),
  values: fc.array(
    fc.oneof({ weight: 6, arbitrary: word }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
});

const plainItem: fc.Arbitrary<ModelItem> = fc.record({
  field: fc.constantFrom(...texts, 'Code', 'Flag', 'Size'),
  modifiers: fc.subarray(['neq']),
  values: fc.array(fc.oneof(word, fc.integer({ min: -2, max: 12 }), fc.boolean(), fc.constant(null)), {
    minLength: 1,
    maxLength: 3,
  }),
});

const sizeItem: fc.Arbitrary<ModelItem> = fc.record({
  field: fc.constantFrom('Code', 'Size', 'Text', 'Risk'),
  modifiers: fc.constantFrom(['lt'], ['lte'], ['gt'], ['gte'], ['lt', 'neq']),
  values: fc.array(fc.constantFrom(-1, 0, 0.5, 1, 5, 11), { minLength: 1, maxLength: 2 }),
});

const existsItem: fc.Arbitrary<ModelItem> = fc.record({
  field: fc.constantFrom(...texts, 'Code', 'Flag'),
  modifiers: fc.constant(['exists']),
  values: fc.boolean().map((value) => [value]),
});

const regexItem: fc.Arbitrary<ModelItem> = fc.record({
  field: fc.constantFrom(...texts),
  modifiers: fc.constantFrom(['re'], ['re', 'i'], ['re', 'neq']),
  values: fc.array(
    fc.constantFrom('^a', 'b$', 'a.?b', '[ab]{2}', '^$', String.raw`\d`, '(a|1)+', String.raw`\.`),
    {
      minLength: 1,
      maxLength: 2,
    },
  ),
});

const item = fc.oneof(textItem, plainItem, sizeItem, existsItem, regexItem);

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

function keyOf({ field, modifiers }: ModelItem): string {
  return [field, ...modifiers].join('|');
}

/** The rule as YAML; it shows the number of each event. */
export function textOf(rule: ModelRule): string {
  const lines = (items: readonly ModelItem[]): Record<string, ModelItem['values']> =>
    Object.fromEntries(items.map((each) => [keyOf(each), each.values]));
  const selections = Object.entries(rule.selections).map(([name, { kind, items }]) => {
    return [name, kind === 'map' ? lines(items) : items.map((each) => lines([each]))] as const;
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
