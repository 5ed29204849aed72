import type { Alert } from '../src/index.js';

/** An alert with everything that a test does not speak of. */
export function alert(changes: Partial<Alert>): Alert {
  const { time = '2026-03-10T09:00:00Z' } = changes;
  return {
    id: `${changes.detection ?? 'one'} ${time}`,
    detection: 'one',
    title: 'One',
    technique: 'T1586.003',
    severity: 'medium',
    confidence: 'high',
    account: 'ada@tailspin.example',
    time,
    query: 'kql',
    evidence: {},
    lastTime: time,
    matches: 1,
    why: [],
    ...changes,
  };
}
