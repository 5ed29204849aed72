import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { listInputs } from '../../src/files/list-inputs.js';
import { collect, openAll, readMember } from './support.js';

const data = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

/** Records per file or folder, as the data's own NOTICE.md states them. */
const counts: readonly (readonly [string, number])[] = [
  ['aws/cloudtrail-attack-run/', 2900],
  ['aws/cloudtrail-by-event/traildiscover.json', 315],
  ['aws/cloudtrail-by-technique/', 310],
  ['aws/cloudtrail-ec2-proxy-s3-exfiltration.json', 103],
  ['aws/cloudtrail-labelled.jsonl', 232],
  ['aws/guardduty-labelled.jsonl', 3],
  ['azure/activity-labelled.jsonl', 107],
  ['azure/azureActivity_adele.csv', 23],
  ['azure/azure_activity.csv', 325],
  ['dropbox/team-labelled.jsonl', 7],
  ['entra/AADAuditEvents.Zip', 4],
  ['entra/AuditLogs-hunting.csv', 5],
  ['entra/SigninLogs-disable_accounts.csv', 4],
  ['entra/SigninLogs-sign-in_adelete.csv', 56],
  ['entra/diagnostic-labelled.jsonl', 28],
  ['gcp/GCP_IAM_CL.json', 10],
  ['gcp/audit-labelled.jsonl', 81],
  ['github/audit-labelled.jsonl', 46],
  ['m365/OfficeActivity-inbox_rule.csv', 2],
  ['m365/OfficeActivity.csv', 266],
  ['m365/OfficeActivityEvents.Zip', 1],
  ['m365/audit-labelled.jsonl', 5],
  ['okta/Okta_CL.json', 593],
  ['okta/system-labelled.jsonl', 32],
];

describe.skipIf(!existsSync(data))('real records (skipped: ../shared/data is absent)', () => {
  test.each(counts)('%s: %i records', async (path, count) => {
    const files = await collect(listInputs([`${data}${path}`]));
    const members = (await Promise.all(files.map(async (file) => openAll(file.path)))).flat();
    let records = 0;
    for (const member of members) {
      if (member.kind !== 'member') throw new Error(`${member.path}: ${member.cause}`);
      const read = await readMember(member);
      expect(read.bad).toEqual([]);
      records += read.records.length;
    }
    expect(records).toBe(count);
  });
});
