import { describe, expect, test } from 'vitest';
import {
  plain,
  renderAlertsCsv,
  renderHtmlReport,
  renderOcsf,
  renderScan,
  renderStix,
} from '@interloper/report';
import type { ScanReport } from '@interloper/report';
import { detection, hostile } from './hostile-report.js';

const [first] = hostile.alerts;
const excluded = hostile.alerts.find((alert) => alert.excluded !== undefined);
if (first === undefined || excluded === undefined) throw new Error('the sample has alerts of both kinds');

const refused = { ...first, confirmed: true as const, exclusionRefused: 'Our scanner' };
const report: typeof hostile = {
  ...hostile,
  alerts: [refused, ...hostile.alerts.slice(1)],
  excludedAccounts: [{ account: 'robot@tailspin.example', aliases: [], alerts: [excluded.id] }],
};
const findings = { ...report, detections: [detection] };
const screen = { width: 500, paint: plain };

function textOf(shown: ScanReport): string {
  return renderScan(shown, screen).join('\n');
}

describe('an excluded alert', () => {
  test('stands in the text with its reason, behind the accounts, and is counted beside those that count', () => {
    const text = textOf(report);
    expect(text).toContain('Excluded by tuning: 1 alert; 1 account has no other\n');
    expect(text).toContain(': egress <of> "ours"');
    expect(text).toContain('· 1 alert, 1 more excluded');
    expect(textOf({ ...report, alerts: [refused] })).not.toContain('Excluded by tuning');
  });

  test('is in the page with its reason, and so are exclusions that do not do their work', () => {
    const page = renderHtmlReport({ ...report, detections: [detection] });
    expect(page).toContain('Excluded by tuning: 1 alert; 1 account has no other');
    expect(page).toContain(
      '&lt;exclusions&gt;.yml:3 (egress &lt;of&gt; &quot;ours&quot;): expired at &lt;some&gt; day',
    );
  });

  test('is a note in STIX, and no sighting', () => {
    const { objects } = JSON.parse(renderStix(findings)) as {
      readonly objects: readonly {
        readonly type: string;
        readonly labels?: readonly string[];
        readonly content?: string;
      }[];
    };
    const notes = objects.filter(({ labels }) => labels?.includes('excluded') === true);
    expect(notes.map(({ type }) => type)).toEqual(['note']);
    expect(notes[0]?.content).toContain('excluded by tuning: egress <of> "ours"');
  });
});

describe('a confirmed compromise that an exclusion speaks of', () => {
  const told = 'a confirmed compromise is never excluded; refused: Our scanner';

  test('stays, and says so in text and page', () => {
    expect(textOf(report)).toContain(`not excluded  ${told}`);
    expect(renderHtmlReport({ ...report, detections: [detection] })).toContain(`Not excluded: ${told}`);
  });

  test('stays a new finding of OCSF and a line of CSV, each with the refused reason', () => {
    const [finding] = [...renderOcsf(findings)].map((line) => JSON.parse(line) as object);
    expect(finding).toMatchObject({ status_id: 1, status: 'New', is_alert: true, status_detail: told });
    const [header = '', line = ''] = [...renderAlertsCsv(report)];
    expect(header).toContain(',excluded,exclusion_refused,evidence');
    // Not excluded, refused, and then the evidence.
    expect(line).toContain(',kql,,Our scanner,"{');
  });
});
