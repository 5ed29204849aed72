import { hasErrors, validatePlan } from '@interloper/plan';
import { applyPipelines, sigma } from '@interloper/sigma';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { allCases, ruleOf } from './corpus.js';
import { testCatalog } from './test-log.js';

type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data };

const MODIFIERS = sigma.support().flatMap(({ kind, name }) => (kind === 'modifier' ? [name] : []));

/** What stands in a rule where something else is expected. */
const JUNK: readonly Data[] = JSON.parse(
  String.raw`[null, true, 0, -1, 1.5, "", "*", "\\", "%x%", "a|b", "s", "1 of them", "not", "(", "2026-01-01", "5m", [], {}, [null], [[1]], {"a": {"b": 1}}, ["x", "x"]]`,
) as readonly Data[];
const junk = fc.constantFrom(...JUNK);

/** Which place of a rule changes, counted in the order of reading, and how. */
const change = fc.record({
  place: fc.nat({ max: 60 }),
  how: fc.oneof(
    junk.map((value) => ({ kind: 'replace' as const, value })),
    fc.constant({ kind: 'leave out' as const }),
    fc.constantFrom(...MODIFIERS).map((name) => ({ kind: 'modify' as const, name })),
  ),
});
type Change = typeof change extends fc.Arbitrary<infer Type> ? Type : never;

/** The documents with one entry changed. */
function changed(documents: readonly Data[], { place, how }: Change): readonly Data[] {
  let at = -1;
  const visit = (value: Data): Data => {
    if (Array.isArray(value)) return value.map((each: Data) => visit(each));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).flatMap(([key, inner]): readonly [string, Data][] => {
      at += 1;
      if (at !== place) return [[key, visit(inner)]];
      if (how.kind === 'leave out') return [];
      return how.kind === 'replace' ? [[key, how.value]] : [[`${key}|${how.name}`, inner]];
    });
    return Object.fromEntries(entries);
  };
  return documents.map(visit);
}

const pipeline = `vars: { a: [1, b] }
transformations:
  - { type: wildcard_placeholders, include: [a] }
  - { type: field_name_prefix, prefix: p. }
  - { type: replace_string, regex: a, replacement: b }`;

test('a rule with a mistake gets diagnostics or a sound plan, whatever the mistake', () => {
  let refused = 0;
  let planned = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...allCases),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      (item, changes) => {
        const documents = parseAllDocuments(ruleOf(item)).map((document) => document.toJS() as Data);
        const text = changes
          .reduce<readonly Data[]>((before, each) => changed(before, each), documents)
          .map((document) => stringify(document))
          .join('---\n');
        const { plan, diagnostics } = sigma.compile(text, testCatalog('mutated'));
        expect(plan === undefined).toBe(hasErrors(diagnostics));
        if (plan === undefined) refused += 1;
        else {
          planned += 1;
          expect(validatePlan(plan)).toEqual([]);
        }
        for (const { span } of diagnostics) {
          expect(span?.start ?? 0).toBeLessThanOrEqual(span?.end ?? 0);
          expect(span?.end ?? 0).toBeLessThanOrEqual(text.length);
        }
        expect(applyPipelines(text, [pipeline])).toBeTypeOf('object');
      },
    ),
    { numRuns: 1500, seed: 20_261_124 },
  );
  expect(refused).toBeGreaterThan(300);
  expect(planned).toBeGreaterThan(300);
});
