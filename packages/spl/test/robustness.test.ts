import { validatePlan } from '@interloper/plan';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spl } from '../src/index.js';
import { catalog } from './test-catalog.js';

const PIECES = [
  'sourcetype=azure:aad:signin',
  ' | ',
  'eval a=',
  'where ',
  'stats count by ',
  'rename ',
  ' as ',
  'user',
  '"x',
  '"',
  "'",
  '(',
  ')',
  '[',
  ']',
  '`m`',
  ' NOT ',
  ' OR ',
  '=',
  '!=',
  ',',
  '*',
  'if(',
  'match(user, "a")',
  'table ',
  'sort - ',
  'dedup ',
  'rex "(?<a>.)"',
  '-',
  '5',
  '\\',
  '<<FIELD>>',
  'foreach * ',
  'bin span=1h _time',
  'mvexpand ',
  'join ',
  'head 5',
  'fields ',
  'append ',
];

test('whatever the text is, compiling ends with a sound plan or with an error', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), (pieces) => {
      const { plan, diagnostics } = spl.compile(pieces.join(''), catalog);
      const failed = diagnostics.some((each) => each.severity === 'error');
      expect(plan === undefined).toBe(failed);
      if (plan !== undefined) expect(validatePlan(plan)).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});
