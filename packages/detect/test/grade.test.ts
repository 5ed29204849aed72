import { describe, expect, test } from 'vitest';
import type { Grade } from '../src/index.js';
import { gradeRow } from '../src/run/grade.js';
import type { Row } from '../src/run/grade.js';

const grade = (changes: Partial<Grade>): Grade => ({
  indicator: 'Open',
  severity: 'medium',
  when: [{ state: ['atRisk'] }],
  unless: [],
  ...changes,
});

const judge = (row: Row, ...grading: readonly Grade[]) =>
  gradeRow(
    { severity: 'high', confidence: 'medium', grading },
    { fields: { state: 'RiskState', types: 'RiskTypes', home: 'Home', resource: 'Resource' } },
    row,
  );

describe('a row', () => {
  test('has the severity of its highest indicator, and that one’s confidence', () => {
    const low = grade({ indicator: 'Low', severity: 'low', confidence: 'high' });
    const high = grade({ indicator: 'High', severity: 'critical', confidence: 'low' });
    expect(judge({ RiskState: 'AtRisk' }, low, high)).toEqual({
      severity: 'critical',
      confidence: 'low',
      why: ['Low', 'High'],
    });
  });

  test('has the detection’s own when it shows no indicator', () => {
    expect(judge({ RiskState: 'none' }, grade({}))).toEqual({
      severity: 'high',
      confidence: 'medium',
      why: [],
    });
  });

  test('shows an indicator when every field of one of its conditions has one of the values', () => {
    const both = grade({ when: [{ state: ['atRisk', 'confirmed'], types: ['spray'] }, { state: ['x'] }] });
    expect(judge({ RiskState: 'confirmed', RiskTypes: 'spray' }, both).why).toEqual(['Open']);
    expect(judge({ RiskState: 'confirmed', RiskTypes: 'travel' }, both).why).toEqual([]);
    expect(judge({ RiskState: 'x' }, both).why).toEqual(['Open']);
  });

  test('does not show it when one of the exceptions holds', () => {
    const excepted = grade({
      when: [{ types: ['spray'] }],
      unless: [{ state: ['dismissed'] }, { home: ['a'] }],
    });
    expect(judge({ RiskTypes: 'spray', RiskState: 'atRisk' }, excepted).why).toEqual(['Open']);
    expect(judge({ RiskTypes: 'spray', RiskState: 'dismissed' }, excepted).why).toEqual([]);
    expect(judge({ RiskTypes: 'spray', Home: 'A' }, excepted).why).toEqual([]);
  });

  test.each([
    ['JSON text', '["leaked","spray"]'],
    ['an array', ['leaked', 'spray']],
    ['commas', 'leaked, spray'],
    ['semicolons', 'leaked;spray'],
  ])('has the values of a list in the form of %s', (_, types) => {
    const named = grade({
      indicator: 'Type',
      when: [{ types: ['Spray', 'travel', 'Leaked'] }],
      detail: 'types',
    });
    expect(judge({ RiskTypes: types }, named).why).toEqual(['Type:Spray', 'Type:Leaked']);
  });

  test.each([['[]'], [''], ['  '], [null]])('has no value in %j', (cell) => {
    expect(judge({ RiskState: cell }, grade({ when: [{ state: ['*'] }] })).why).toEqual([]);
    expect(judge({ RiskState: cell }, grade({ when: [{ state: ['!x'] }] })).why).toEqual([]);
  });

  test('differs from another field only when both have values', () => {
    const crossed = grade({ when: [{ home: ['!$resource'], resource: ['*'] }] });
    expect(judge({ Home: 'a', Resource: 'b' }, crossed).why).toEqual(['Open']);
    expect(judge({ Home: 'a', Resource: 'A' }, crossed).why).toEqual([]);
    expect(judge({ Home: 'a', Resource: '' }, crossed).why).toEqual([]);
    expect(judge({ Home: null, Resource: 'b' }, crossed).why).toEqual([]);
  });
});
