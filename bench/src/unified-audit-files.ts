import { Buffer } from 'node:buffer';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { composeTenant, composeUnifiedAudit, writeUnifiedAudit } from '@interloper/emulate';
import { composed } from './composed.js';

const DAY = 86_400_000;

/** So many records of the unified audit log as Purview exports them: one CSV with the record as JSON in a cell. */
export function unifiedAuditCsv(count: number): string {
  const title = `${count.toLocaleString('en')} records of the unified audit log`;
  const folder = composed(`unified-audit-${count}`, title, (base) => {
    const file = openSync(join(base, 'audit.csv'), 'w');
    const begin = Date.UTC(2026, 0, 1);
    let written = 0;
    for (let part = 0; written < count; part += 1) {
      const tenant = composeTenant(`bench ${part}`, {});
      const events = composeUnifiedAudit(tenant, begin + part * DAY).slice(0, count - written);
      written += events.length;
      for (const { content } of writeUnifiedAudit('purview-csv', events)) {
        const text = Buffer.from(content);
        // One header for all parts.
        writeSync(file, part === 0 ? text : text.subarray(text.indexOf('\n') + 1));
      }
    }
    closeSync(file);
  });
  return join(folder, 'audit.csv');
}
