import { describe, expect, test } from 'vitest';
import { scoreAccounts } from '@interloper/detect';
import type { Alert } from '@interloper/detect';
import { plain, renderWhy } from '@interloper/report';

const screen = { width: 120, paint: plain };

function alert(
  given: Pick<Alert, 'id' | 'detection' | 'severity' | 'confidence' | 'time'> & Partial<Alert>,
): Alert {
  return {
    title: `Title of ${given.detection}`,
    technique: 'T1586.003',
    account: 'lena@alderfinch.example',
    query: 'kql',
    lastTime: given.time,
    matches: 1,
    why: [],
    evidence: {},
    ...given,
  };
}

// The example of docs/scoring.md, whose sum is done by hand there: 56 + 8 + 15 = 79.
const documented = [
  alert({
    id: 'a1',
    detection: 'compromised-account-sign-in',
    severity: 'high',
    confidence: 'medium',
    time: '2026-03-10T09:00:00Z',
    why: ['HighRiskSignIn', 'OpenRisk'],
    evidence: { IPAddress: '203.0.113.9', City: 'Riga\u001b[2J' },
  }),
  alert({
    id: 'a2',
    detection: 'compromised-account-sign-in',
    severity: 'medium',
    confidence: 'medium',
    time: '2026-03-12T09:00:00Z',
  }),
  alert({
    id: 'a3',
    detection: 'another',
    severity: 'low',
    confidence: 'high',
    time: '2026-03-12T10:00:00Z',
  }),
];

function whyOf(alerts: readonly Alert[]): string {
  const [account] = scoreAccounts(alerts);
  if (account === undefined) throw new Error('the alerts give no account');
  return renderWhy(account, alerts, screen).join('\n');
}

describe('why an account has its score', () => {
  test('shows the sum of docs/scoring.md term by term, greatest first', () => {
    const text = whyOf(documented);
    expect(text.split('\n')[0]).toBe('lena@alderfinch.example: score 79 of 100, high');
    const terms = text.split('\n').filter((line) => line.includes(' adds '));
    expect(terms.map((line) => line.trim())).toEqual([
      'high 70 × confidence medium 0.8 = 56 points × 1: adds 56',
      'low 15 × confidence high 1 = 15 points × 1: adds 15',
      'medium 40 × confidence medium 0.8 = 32 points × 1/4 (number 2 of this detection): adds 8',
    ]);
    expect(text.split('\n').at(-1)).toBe('56 + 15 + 8 = 79: score 79');
    expect(text).toMatch(/why +HighRiskSignIn, OpenRisk/);
    expect(text).toContain('IPAddress: 203.0.113.9');
  });

  test('says that a sum past 100 is cut, and that a broken one is rounded', () => {
    const critical = documented.map((each) => ({
      ...each,
      severity: 'critical' as const,
      confidence: 'high' as const,
    }));
    // 100 + 100 of two detections, and a quarter of 100 for the repeat.
    expect(whyOf(critical)).toContain('100 + 100 + 25 = 225, cut at 100: score 100');
    const repeats = ['b1', 'b2'].map((id, index) =>
      alert({
        id,
        detection: 'one',
        severity: 'low',
        confidence: 'low',
        time: `2026-03-1${index}T00:00:00Z`,
      }),
    );
    // 15 × 0.5 = 7.5, and a quarter of it.
    expect(whyOf(repeats)).toContain('7.5 + 1.875 = 9.375, rounded: score 9');
  });

  test('lists excluded alerts with their reason; they add nothing', () => {
    const [first, ...others] = documented;
    if (first === undefined) throw new Error('no alert');
    const text = whyOf([...others, { ...first, excluded: 'on a registered trip' }]);
    // Without the first alert the second is the detection's first: 40 × 0.8 in full.
    expect(text).toContain('32 + 15 = 47: score 47');
    expect(text).toContain('(a1): adds 0: excluded: on a registered trip');
  });

  test('shows what logs say as text that does nothing to a terminal', () => {
    expect(whyOf(documented)).toContain(String.raw`City: Riga\x1b[2J`);
    expect(whyOf(documented)).not.toContain('\u001b');
  });
});
