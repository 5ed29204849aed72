import { describe, expect, test } from 'vitest';
import { sigma } from '../src/index.js';
import { catalog, ruleOn } from './catalog.js';

/** What is told of lines that exclude each other, as `CODE “place”`. */
function told(detection: string): readonly string[] {
  const text = ruleOn(detection);
  return sigma
    .compile(text, catalog)
    .diagnostics.filter(({ code }) => code !== 'SIGMA0309')
    .map(({ code, span }) => `${code} “${text.slice(span?.start, span?.end)}”`);
}

const both = (one: string, other: string): string => `a:\n  ${one}\nb:\n  ${other}\ncondition: a and b`;

describe('lines that no event satisfies together', () => {
  test.each([
    ['two values', 'User: alice', 'User: bob'],
    ['two lists', 'User: [alice, bob]', 'User: [carol, dave]'],
    ['two numbers', 'Code: 1', 'Code: 2'],
    ['a value and what it does not contain', 'User: alice', 'User|contains: bob'],
    ['a wildcard that the value does not fit', 'User: alice', "User: 'a?c*'"],
    ['a value and an absent field', 'User: alice', 'User: null'],
    ['a part of a value and an absent field', 'User|contains: a', 'User|exists: false'],
    ['a difference and an absent field', 'User|neq: alice', 'User: null'],
    ['a number and a bound', 'Code: 5', 'Code|gt: 5'],
    ['bounds with nothing between them', 'Code|gte: 6', 'Code|lt: 6'],
    ['bounds of the wrong order', 'Code|lt: 3', 'Code|gt: 4'],
    ['two beginnings', 'User|startswith: ali', 'User|startswith: bob'],
    ['two ends', 'User|endswith: ce', 'User|endswith: ob'],
    ['a value and not that value', 'User: alice', 'User|neq: ALICE'],
    ['true and false', 'Flag: true', 'Flag: false'],
  ])('%s', (_, one, other) => {
    expect(told(both(one, other))).toEqual([expect.stringMatching(/^SIGMA0416 “(User|Code|Flag)”$/)]);
  });

  test('in one map', () => {
    expect(told('s:\n  User: alice\n  User|contains: bob\ncondition: s')).toEqual(['SIGMA0416 “User”']);
  });

  test('values of one line under all', () => {
    expect(told('s:\n  User|all: [alice, bob]\ncondition: s')).toEqual(['SIGMA0413 “User”']);
    expect(told('s:\n  User|startswith|all: [ali, bo]\ncondition: s')).toEqual(['SIGMA0413 “User”']);
  });

  test('a selection and a filter of the same', () => {
    expect(told('s:\n  User: alice\nfilter:\n  User: [alice, bob]\ncondition: s and not filter')).toEqual([
      'SIGMA0416 “User”',
    ]);
    expect(
      told(
        's:\n  User: alice\nfilter_a:\n  User|startswith: a\nfilter_b:\n  Code: 1\ncondition: s and not 1 of filter_*',
      ),
    ).toEqual(['SIGMA0416 “User”']);
  });

  test('all of several, and in an alternative', () => {
    const three = 'a1:\n  User: alice\na2:\n  User: bob\nc:\n  Code: 1';
    expect(told(`${three}\ncondition: all of a*`)).toEqual(['SIGMA0416 “User”']);
    expect(told(`${three}\ncondition: c or (a1 and a2)`)).toEqual(['SIGMA0416 “User”']);
  });

  test('says which two', () => {
    const [problem] = sigma.compile(
      ruleOn(both('User: [a, b, c, d]', 'User|contains: x')),
      catalog,
    ).diagnostics;
    expect(problem?.message).toBe(
      'No `User` satisfies both `User: [a, b, c, …]` and `User|contains: x`, which the condition asks for together.',
    );
  });
});

describe('lines that an event may satisfy together', () => {
  test.each([
    ['the same value', 'User: alice', 'User: Alice'],
    ['lists that share a value', 'User: [alice, bob]', 'User: [bob, carol]'],
    ['a value and a part of it', 'User: alice', 'User|contains: lic'],
    ['a value and an expression', 'User: alice', 'User|re: ^b'],
    ['two parts', 'User|contains: ali', 'User|contains: bob'],
    ['one beginning within another', 'User|startswith: al', 'User|startswith: alice'],
    ['bounds with something between them', 'Code|gte: 6', 'Code|lte: 6'],
    ['empty and not null', "User: ''", 'User|exists: true'],
    ['a difference and another value', 'User|neq: alice', 'User: bob'],
    ['a difference in case', 'User: alice', 'User|cased|neq: Alice'],
    ['elements of a list', 'Risk: one', 'Risk: two'],
    ['values of a multivalue', 'Tags: one', 'Tags: two'],
    ['fields of JSON', 'Detail.os: one', 'Detail.os: two'],
    ['instants', 'TimeGenerated: 2026-01-01', 'TimeGenerated: 2026-01-01T00:00:00Z'],
    ['other fields', 'User: alice', 'Text: bob'],
  ])('%s', (_, one, other) => {
    expect(told(both(one, other))).toEqual([]);
  });

  test.each([
    ['alternatives', 'a:\n  User: alice\nb:\n  User: bob\ncondition: a or b'],
    ['one of several', 'a1:\n  User: alice\na2:\n  User: bob\ncondition: 1 of a*'],
    ['maps of a list', 's:\n  - User: alice\n  - User: bob\ncondition: s'],
    [
      'a filter of more than one line',
      's:\n  User: alice\nf:\n  User: alice\n  Code: 1\ncondition: s and not f',
    ],
    [
      'a filter of all of several',
      's:\n  User: alice\nf1:\n  User: alice\nf2:\n  Code: 1\ncondition: s and not all of f*',
    ],
  ])('%s', (_, detection) => {
    expect(told(detection)).toEqual([]);
  });
});
