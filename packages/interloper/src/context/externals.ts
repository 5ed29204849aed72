import { createHash } from 'node:crypto';
import type { Column, ExternalFile } from '@interloper/plan';
import type { ContextTable } from '@interloper/sources';
import { readContextFile } from './context-file.js';
import type { ContextFile } from './context-file.js';

/** A file that rules name by an address, read. */
export interface GivenExternal {
  readonly external: ExternalFile;
  readonly table: ContextTable;
  readonly file: ContextFile;
}

const columns: readonly Column[] = [{ name: 'text', type: 'string' }];

/** Reads files by the address that rules name them by. Each is one text: the rule says what lies in it. Throws `UserError`. */
export async function readExternals(
  files: Readonly<Record<string, string>>,
): Promise<readonly GivenExternal[]> {
  const given: GivenExternal[] = [];
  for (const [url, path] of Object.entries(files)) {
    const file = await readContextFile(path);
    const dataset = `external_${createHash('sha256').update(url).digest('hex').slice(0, 16)}`;
    given.push({
      external: { url, scan: { kind: 'scan', dataset, columns } },
      table: { dataset, columns, rows: [{ _record: '1', text: file.text }], bad: [], remarks: [] },
      file,
    });
  }
  return given;
}

/** The name under which a store keeps what it knows of a file with an address. */
export function keptName(url: string): string {
  return `external ${url}`;
}
