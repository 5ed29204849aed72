import { sigma } from '@interloper/sigma';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { allCases, eventsOf, expectedOf, ruleOf } from './corpus.js';
import type { Case } from './corpus.js';

type Data = null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data };

/** What a case's rule is made of: names of features, as below. */
function featuresOf(item: Case): ReadonlySet<string> {
  const features = new Set<string>();
  for (const document of parseAllDocuments(ruleOf(item))) {
    const rule = document.toJS() as Data;
    if (!isMap(rule)) continue;
    const { action, correlation, detection, filter } = rule;
    if (typeof action === 'string') features.add(`action ${action}`);
    if (isMap(detection)) inDetection(detection, features);
    if (isMap(filter)) {
      inDetection(filter, features);
      features.add(filter['rules'] === 'any' ? 'filter of any' : 'filter of some');
    }
    if (isMap(correlation)) inCorrelation(correlation, features);
    if (rule['generate'] === true) features.add('generate');
  }
  return features;
}

function inDetection(detection: Readonly<Record<string, Data>>, features: Set<string>): void {
  for (const [name, value] of Object.entries(detection)) {
    if (name === 'condition') inConditions(value, features);
    else if (name !== 'rules') inSelection(value, features);
  }
}

function inSelection(selection: Data, features: Set<string>): void {
  if (Array.isArray(selection)) {
    const list = selection as readonly Data[];
    features.add(list.some(isMap) ? 'list of maps' : 'list of keywords');
    for (const each of list.filter(isMap)) inMap(each, features);
  } else if (isMap(selection)) inMap(selection, features);
  else features.add('one keyword');
}

function inMap(map: Readonly<Record<string, Data>>, features: Set<string>): void {
  if (Object.keys(map).length > 1) features.add('map of several');
  for (const [key, value] of Object.entries(map)) {
    const [field = '', ...modifiers] = key.split('|');
    for (const modifier of modifiers) features.add(`modifier ${modifier}`);
    if (field === '') features.add('keywords with modifiers');
    if (field.includes('.')) features.add('nested field');
    for (const each of Array.isArray(value) ? (value as readonly Data[]) : [value]) {
      features.add(each === null ? 'null' : `a ${typeof each}`);
      if (each === '') features.add('empty');
      if (typeof each === 'string' && modifiers.length === 0) {
        for (const sign of ['*', '?']) {
          if (new RegExp(`(?<!\\\\)\\${sign}`).test(each)) features.add(`wildcard ${sign}`);
          if (each.includes(`\\${sign}`)) features.add(`escaped ${sign}`);
        }
        if (each.includes('\\\\')) features.add('escaped backslash');
      }
    }
    if (Array.isArray(value)) features.add('list of values');
  }
}

function inConditions(condition: Data, features: Set<string>): void {
  if (Array.isArray(condition)) features.add('list of conditions');
  for (const text of Array.isArray(condition) ? (condition as readonly Data[]) : [condition]) {
    if (typeof text !== 'string') continue;
    for (const word of ['and', 'or', 'not', '1 of', 'any of', 'all of', 'of them', 'of _', '(']) {
      if (` ${text.toLowerCase()}`.includes(word === '(' ? word : ` ${word}`))
        features.add(`condition ${word}`);
    }
    if (/of \w*\*/.test(text)) features.add('condition of pattern');
    if (/of \w*\*\w/.test(text)) features.add('condition of inner pattern');
  }
}

function inCorrelation(correlation: Readonly<Record<string, Data>>, features: Set<string>): void {
  const { type, condition, aliases, timespan, generate } = correlation;
  features.add(`type ${textOf(type)}`);
  features.add(`timespan ${textOf(timespan).slice(-1)}`);
  if (aliases !== undefined) features.add('aliases');
  if (generate === true) features.add('generate');
  if (Array.isArray(correlation['group-by']) && correlation['group-by'].length > 1) features.add('groups');
  if (Array.isArray(correlation['rules']) && correlation['rules'].length > 1) features.add('rules');
  if (typeof condition === 'string') features.add('term over rules');
  if (!isMap(condition)) return;
  const bounds = Object.keys(condition).filter((key) => key !== 'field' && key !== 'percentile');
  for (const bound of bounds) features.add(`bound ${bound}`);
  if (bounds.length > 1) features.add('several bounds');
  if (Array.isArray(condition['field'])) features.add('several fields');
}

function textOf(value: Data | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isMap(value: Data | undefined): value is { readonly [key: string]: Data } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const features = allCases.map((item) => ({ item, features: featuresOf(item) }));

function casesWith(feature: string): readonly Case[] {
  return features.filter((each) => each.features.has(feature)).map(({ item }) => item);
}

function hasBoth(cases: readonly Case[]): boolean {
  return (
    cases.some((item) => expectedOf(item).length > 0) &&
    cases.some((item) => new Set(expectedOf(item)).size < eventsOf(item).length)
  );
}

const support = sigma.support();

// Sigma Rules Specification, Detection.
const DETECTION =
  'map of several;list of maps;list of keywords;one keyword;keywords with modifiers;nested field;list of values;null;empty;a string;a number;a boolean;wildcard *;wildcard ?;escaped *;escaped ?;escaped backslash;list of conditions'.split(
    ';',
  );

// Sigma Rules Specification, Condition.
const CONDITION = [
  'and',
  'or',
  'not',
  '(',
  '1 of',
  'any of',
  'all of',
  'of them',
  'of pattern',
  'of inner pattern',
  'of _',
];

// Sigma Correlation Rules Specification, Components; Filters Specification; Rule Collections.
const CORRELATION =
  'several bounds;several fields;term over rules;aliases;groups;rules;generate;filter of any;filter of some;action global;action reset;action repeat'.split(
    ';',
  );

describe('the corpus has cases with events that match and that do not', () => {
  test.each(support.filter(({ kind }) => kind === 'modifier').map(({ name }) => name))(
    'for the modifier %s',
    (name) => {
      expect(hasBoth(casesWith(`modifier ${name}`))).toBe(true);
    },
  );

  test.each(support.filter(({ kind }) => kind === 'operator').map(({ name }) => name))(
    'for the correlation type %s, at least two',
    (name) => {
      const cases = casesWith(`type ${name}`);
      expect(cases.length).toBeGreaterThanOrEqual(2);
      expect(hasBoth(cases)).toBe(true);
    },
  );

  test.each([...DETECTION, ...CONDITION.map((form) => `condition ${form}`)])('for %s', (feature) => {
    expect(hasBoth(casesWith(feature))).toBe(true);
  });

  test.each([
    ...CORRELATION,
    ...['gt', 'gte', 'lt', 'lte', 'eq', 'neq'].map((operator) => `bound ${operator}`),
    ...['s', 'm', 'h', 'd', 'w'].map((unit) => `timespan ${unit}`),
  ])('for %s', (feature) => {
    expect(hasBoth(casesWith(feature))).toBe(true);
  });
});

test('every case names a document of the specification and a section of it', () => {
  const unplaced = allCases.filter(
    ({ section }) => !/^(?:Rules|Modifiers|Correlation|Filters|Collections): \S/.test(section),
  );
  expect(unplaced.map(({ id }) => id)).toEqual([]);
});
