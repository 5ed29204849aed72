import { afterAll, expect, test } from 'vitest';
import { runCli } from '../cli/captured.js';
import { folderOf, graphPage, graphSignIn } from '../cli/sign-ins.js';

// Issue: mstats and apply compile and are not evaluable without an index of metrics or a model.
const METRICS =
  '| mstats avg(cpu.usage) as cpu where index=metrics by host span=5m | where cpu > 90 | table host';
const MODEL =
  'sourcetype="azure:aad:signin" | apply app:risky_sign_ins threshold=0.1 | where like(outlier, "1")';
const folder = folderOf({
  'rules/metrics.spl': METRICS,
  'rules/model.spl': MODEL,
  'rules/good.spl': 'sourcetype="azure:aad:signin" | stats count',
  'mistaken.spl': METRICS.replace('table host', 'tabel host'),
  'page.json': graphPage([graphSignIn({})]),
  'detections/metrics/query.spl': METRICS,
  'detections/metrics/detection.yml': JSON.stringify({
    id: '00000000-0000-4000-8000-000000000001',
    title: 'Busy hosts',
    description: 'Composed for a test.',
    attack: [{ technique: 'T1078', name: 'Valid Accounts', tactic: 'initial-access' }],
    severity: 'medium',
    confidence: 'medium',
    dataSources: { sourcetypes: ['azure:aad:signin'] },
    lookback: '1d',
    frequency: '1d',
    queries: { spl: { account: 'host', time: '_time' } },
    falsePositives: ['None.'],
  }),
});
afterAll(folder.remove);

test('check counts them among the rules that compile, and says what they lack', async () => {
  const { status, out } = await runCli(['check', folder.file('rules'), '--format', 'json']);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    summary: {
      rules: 3,
      compiled: 3,
      refused: 0,
      reasons: [],
      notEvaluable: [
        { code: 'SPL0430', message: 'apply needs a trained model, and there is none', rules: 1 },
        { code: 'SPL0430', message: 'mstats needs an index of metrics, and there is none', rules: 1 },
      ],
    },
  });
  const text = await runCli(['check', folder.file('rules')], { width: 200 });
  expect(text.out).toContain(`not evaluable ${folder.file('rules/metrics.spl')} (spl)`);
  expect(text.out).toContain('3 rules, 0 with errors');
  expect(text.out).toContain('compiled: spl 3 of 3');
  expect(text.out).toContain('not evaluable because');
});

test('another mistake of such a rule is one', async () => {
  const { status, out } = await runCli(['check', folder.file('mistaken.spl'), '--format', 'json']);
  expect(status).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    summary: { compiled: 0, refused: 1, reasons: [{ code: 'SPL0103' }], notEvaluable: [] },
  });
});

test('query says why there is no answer, and reads nothing for it', async () => {
  const { status, out, err } = await runCli(['query', folder.file('page.json'), '--spl', MODEL], {
    width: 200,
  });
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain('apply needs a trained model, and there is none');
  expect(err).not.toContain('read');
});

test('scan accounts for it as not evaluable', async () => {
  const detections = folder.file('detections');
  const args = ['scan', folder.file('page.json'), '--detections', detections, '--format', 'json'];
  const { out } = await runCli(args);
  expect(JSON.parse(out)).toMatchObject({
    coverage: [{ outcome: 'notEvaluable', reason: 'No source provides an index of metrics.' }],
  });
});
