import { Buffer } from 'node:buffer';
import { exampleAccount } from '../cloud-trail/identities.js';
import { jsonLines } from '../cloud-trail/shape.js';
import { compress } from '../containers/compress.js';
import type { WrittenFile } from '../containers/compress.js';
import { csvText } from '../containers/csv.js';
import { isJsonArray, isJsonObject } from '../json.js';
import type { Json, JsonObject } from '../json.js';
import { defaultWorkspaceId } from '../shape.js';
import { usDate } from '../time.js';
import { guardDutyRecord } from './finding.js';
import type { GuardDutyFinding } from './finding.js';

/** How findings are exported: the file's path and its text. */
const shapes: Readonly<Record<string, (findings: readonly GuardDutyFinding[]) => readonly [string, string]>> =
  {
    's3-export': (findings) => [
      `AWSLogs/${exampleAccount}/GuardDuty/us-east-1/2026/03/12/findings.jsonl`,
      jsonLines(findings.map(guardDutyRecord)),
    ],
    eventbridge: (findings) => [
      'eventbridge/findings.json',
      jsonLines(
        findings.map((finding) => ({
          version: '0',
          id: finding.id,
          'detail-type': 'GuardDuty Finding',
          source: 'aws.guardduty',
          account: exampleAccount,
          time: finding.updated,
          region: finding.region,
          resources: [],
          detail: guardDutyRecord(finding),
        })),
      ),
    ],
    findings: (findings) => ['findings.json', JSON.stringify({ findings: findings.map(guardDutyRecord) })],
    'aws-cli': (findings) => [
      'get-findings.json',
      JSON.stringify({ Findings: findings.map((finding) => capitals(guardDutyRecord(finding))) }, null, 4),
    ],
    'log-analytics-lines': (findings) => ['AWSGuardDuty.json', jsonLines(findings.map(tableRow))],
    'log-analytics-csv': (findings) => {
      const rows = findings.map(tableRow);
      const names = Object.keys(rows[0] ?? {});
      const times = new Set(['TimeGenerated', 'TimeCreated']);
      const header = names.map((name) => (times.has(name) ? `${name} [UTC]` : name));
      const cells = rows.map((row) =>
        names.map((name) => {
          const value = row[name] ?? '';
          return times.has(name) ? usDate(`${String(value).slice(0, 23)}0000Z`) : String(value);
        }),
      );
      return ['AWSGuardDuty.csv', csvText([header, ...cells], '\n')];
    },
  };

export const guardDutyShapes: readonly string[] = Object.keys(shapes);

/** Writes findings in a shape; an unknown shape is an error of the caller. */
export function writeGuardDuty(id: string, findings: readonly GuardDutyFinding[]): readonly WrittenFile[] {
  const shape = shapes[id];
  if (shape === undefined) throw new Error(`there is no GuardDuty shape ${id}`);
  const [path, text] = shape(findings);
  return compress([{ path, content: Buffer.from(text, 'utf8') }], id === 's3-export' ? 'gzip' : 'none', '');
}

/** The AWS CLI's names; keys of maps stay. */
function capitals(value: Json): Json {
  if (isJsonArray(value)) return value.map(capitals);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      capitals(inner),
    ]),
  );
}

/** The row of AWSGuardDuty: the severity is a whole number. */
function tableRow(finding: GuardDutyFinding): Readonly<Record<string, string | number>> {
  const { resource, service, arn }: JsonObject = guardDutyRecord(finding);
  return {
    TenantId: defaultWorkspaceId,
    TimeGenerated: finding.updated,
    SchemaVersion: '2.0',
    AccountId: exampleAccount,
    Region: finding.region,
    Partition: 'aws',
    Id: finding.id,
    Arn: typeof arn === 'string' ? arn : '',
    ActivityType: finding.type,
    ResourceDetails: JSON.stringify(resource),
    ServiceDetails: JSON.stringify(service),
    Severity: Math.floor(finding.severity),
    TimeCreated: finding.created,
    Title: finding.title,
    Description: finding.description,
    SourceSystem: 'AWS',
    Type: 'AWSGuardDuty',
  };
}
