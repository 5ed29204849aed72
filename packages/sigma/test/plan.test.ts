import { printExpression, validatePlan, walkRelations } from '@interloper/plan';
import type { Expression, Relation } from '@interloper/plan';
import { describe, expect, test } from 'vitest';
import { sigma } from '../src/index.js';
import { catalog, ruleOn, selectionOn } from './catalog.js';

function planOf(text: string): Relation {
  const { plan, diagnostics } = sigma.compile(text, catalog);
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  expect(validatePlan(plan)).toEqual([]);
  return plan;
}

function predicateOf(text: string): string {
  const found: Expression[] = [];
  walkRelations(planOf(text), (relation) => {
    if (relation.kind === 'filter') found.push(relation.predicate);
  });
  return found.map(printExpression).join(' ; ');
}

// Simple plans are fast plans: equality, one test for many constants, and the cheapest text function that says it.
describe('selections become', () => {
  test.each([
    ['User: alice', 'eqIgnoreCase(User, "alice")'],
    ['User: [alice, bob]', 'inIgnoreCase(User, "alice", "bob")'],
    ['User: [a, a]', 'eqIgnoreCase(User, "a")'],
    ['User: [a, b, c*]', 'or(inIgnoreCase(User, "a", "b"), startsWithIgnoreCase(User, "c"))'],
    ['User|cased: [a, b]', 'in(User, "a", "b")'],
    ['User: "*a"', 'endsWithIgnoreCase(User, "a")'],
    ['User: "a*"', 'startsWithIgnoreCase(User, "a")'],
    ['User: "*a*"', 'containsIgnoreCase(User, "a")'],
    ['User: "**a**"', 'containsIgnoreCase(User, "a")'],
    ['User: "a*b"', 'matchesWildcardIgnoreCase(User, "a*b")'],
    [String.raw`User: 'a\*b'`, 'eqIgnoreCase(User, "a*b")'],
    [String.raw`User: 'a\*b*c'`, String.raw`matchesWildcardIgnoreCase(User, "a\\*b*c")`],
    ['User: "*"', 'not(isNull(User))'],
    ['User|contains: ""', 'not(isNull(User))'],
    ['User: 5', 'eqIgnoreCase(User, "5")'],
    ['Code: 5', 'eq(Code, 5)'],
    ['Code: "5"', 'eq(Code, 5)'],
    ['Code|lt: 5', 'lt(Code, 5)'],
    ['User|lt: 5', 'lt(toReal(User), 5)'],
    ['Flag: "TRUE"', 'eq(Flag, true)'],
    ['User|re: "^a"', 'matchesRegex(User, "^a")'],
    ['User|re|i: "^a"', 'matchesRegexIgnoreCase(User, "^a")'],
    ['User|re|i|s: "^a"', 'matchesRegex(User, "(?is)^a")'],
    ['User|neq: a', 'and(not(isNull(User)), not(isTrue(eqIgnoreCase(User, "a"))))'],
    ['User|exists: false', 'isNull(User)'],
    ['User|fieldref: Text', 'eqIgnoreCase(User, Text)'],
    ['Risk: a', 'mvAny(mvFromJson(Risk), value → eqIgnoreCase(value, "a"))'],
    ['Tags: [a, b]', 'mvAny(Tags, value → inIgnoreCase(value, "a", "b"))'],
    ['Detail.city: a', 'eqIgnoreCase(pathText(Detail, "city"), "a")'],
    ['Detail.os: a', 'mvAny(mvFind(Detail, "os"), value → eqIgnoreCase(value, "a"))'],
    ['TimeGenerated|hour: 3', 'eq(datetimePart("hour", toDatetime(TimeGenerated)), 3)'],
    ['User|cidr: 192.0.2.1', 'addressInNetwork(User, "192.0.2.1/32")'],
  ])('%s', (line, expected) => {
    expect(predicateOf(selectionOn(line))).toBe(expected);
  });

  test('a negation that takes absence for no match', () => {
    const text = ruleOn('s:\n  User: a\nf:\n  Text: b\ncondition: s and not f');
    expect(predicateOf(text)).toBe('and(eqIgnoreCase(User, "a"), not(isTrue(eqIgnoreCase(Text, "b"))))');
  });

  test('nothing for a double negation', () => {
    expect(predicateOf(ruleOn('s:\n  User: a\ncondition: not not s'))).toBe(
      'isTrue(eqIgnoreCase(User, "a"))',
    );
  });
});

describe('the result has', () => {
  const namesOf = (text: string): readonly string[] => {
    const plan = planOf(text);
    return plan.kind === 'project' ? plan.columns.map((item) => item.name) : [plan.kind];
  };

  test('all columns of the log, time first', () => {
    expect(namesOf(selectionOn('User: a'))).toEqual([
      'TimeGenerated',
      'User',
      'Text',
      'Code',
      'Flag',
      'Risk',
      'Detail',
      'Tags',
    ]);
  });

  test('the fields the rule lists, as it spells them, time first', () => {
    expect(namesOf(`${selectionOn('User: a')}fields: [code, Detail.os, TimeGenerated, User]\n`)).toEqual([
      'TimeGenerated',
      'code',
      'Detail.os',
      'User',
    ]);
  });

  test('what correlations measure', () => {
    const text = `title: c
correlation: { type: value_count, rules: [b], group-by: [User], timespan: 1h, condition: { field: Text, gte: 2 } }
fields: [Code]
---
title: b
name: b
logsource: { product: test, service: one }
detection: { s: { Code: 1 }, condition: s }
`;
    expect(namesOf(text)).toEqual(['TimeGenerated', 'User', 'Code', 'window_start', 'value_count']);
  });

  test('rows of several logs under the columns of all', () => {
    const plan = planOf(selectionOn('User: a').replace(', service: one', ''));
    if (plan.kind !== 'union') throw new Error('two logs make a union');
    const columns = plan.inputs[1]?.kind === 'project' ? plan.inputs[1].columns : [];
    expect(columns.map(({ name, expression }) => `${name}:${expression.type}`)).toEqual([
      'TimeGenerated:datetime',
      'User:string',
      'Text:string',
      'Code:string',
      'Flag:bool',
      'Risk:dynamic',
      'Detail:dynamic',
      'Tags:multivalue',
      'Extra:string',
    ]);
  });
});
