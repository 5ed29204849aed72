import { expect, test } from 'vitest';
import { repeatsOf } from '../src/repeats.js';

const [a, b] = ['⟨0⟩', '⟨1⟩'];
const expansions = { nullif: [2, 1], fmod: [2, 2] };

test.each([
  [`${a} + ${b} * ${a}`, [2, 1]],
  [`nullif(${a}, ${b})`, [2, 1]],
  [`NULLIF(nullif(lower(${a}), ''), ${b})`, [4, 1]],
  [`nullif(coalesce(${a}, ${a}), ${b})`, [4, 1]],
  [`nullif(concat(',', ${a}), ${b})`, [2, 1]],
  [`nullif([1, 2][${a}], ${b})`, [2, 1]],
  [`fmod(${a}, fmod(1, ${b}))`, [2, 4]],
  [`nullify(${a}, 'nullif(' || ${b})`, [1, 1]],
])('counts what %j holds after its functions are replaced', (sql, expected) => {
  expect(repeatsOf(sql, [a, b], expansions)).toEqual(expected);
});
