import { column } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { isRecord } from '@interloper/sources';
import type { Container, JsonRecord, Salvaged } from '@interloper/sources';
import type { Store } from '@interloper/sql';
import { textCell } from './cells.js';
import { judge } from './examine.js';
import type { Examined, Unseen } from './examine.js';
import { isPattern } from './groups.js';
import type { Recognition } from './recognition.js';

const parquet: Container = { kind: 'parquet', id: 'parquet', title: 'Parquet' };

const SAMPLE = 10;

/** Rows that are taken from the engine at a time. */
const BATCH = 2000;

/** Recognises what a Parquet file holds; undefined when it is not to be read: its account says why. */
export async function examineParquet(
  store: Store,
  { member, account }: Unseen,
  recognition: Recognition,
): Promise<Examined | undefined> {
  if (isPattern(member.file)) {
    account.refusals.push('a Parquet file whose name has one of * ? [ ] { } or ://: rename it');
    return undefined;
  }
  const sample: JsonRecord[] = [];
  try {
    for (const text of await rowsOf(store, member.file, SAMPLE, 0)) {
      const value = parsed(text);
      if (value !== undefined) sample.push(value);
    }
  } catch (error) {
    account.refusals.push(`the Parquet file cannot be read: ${causeOf(error)}`);
    account.unreadable = true;
    return undefined;
  }
  return judge(
    { member, container: parquet, plainHeader: true, account, sample },
    sample.length > 0,
    recognition,
  );
}

/** The rows of a Parquet file as records, in their order. */
export async function* parquetRecords(
  store: Store,
  file: string,
  only?: ReadonlySet<number>,
): AsyncGenerator<Salvaged, void, undefined> {
  const last = only === undefined ? Number.POSITIVE_INFINITY : Math.max(...only);
  for (let start = 0; start < last; start += BATCH) {
    const texts = await rowsOf(store, file, BATCH, start);
    for (const [index, text] of texts.entries()) {
      const number = start + index + 1;
      const value = parsed(text);
      if (value === undefined) throw new Error(`row ${number} of ${file} is no object: ${text.slice(0, 80)}`);
      yield { kind: 'record', number, line: number, text, json: text, value };
    }
    if (texts.length < BATCH) return;
  }
}

async function rowsOf(store: Store, file: string, count: number, offset: number): Promise<readonly string[]> {
  const relation: Relation = {
    kind: 'limit',
    count,
    offset,
    input: {
      kind: 'project',
      input: {
        kind: 'readFiles',
        container: { kind: 'parquet' },
        files: [file],
        fields: [{ name: 'record', type: 'string', path: [] }],
      },
      columns: [{ name: 'record', expression: column('record', 'string') }],
    },
  };
  const { rows } = await store.query(relation);
  return rows.map(([text]) => textCell(text));
}

/** JSON has no infinity and no nan, which the engine writes bare. */
function parsed(text: string): JsonRecord | undefined {
  for (const spelling of [text, text.replaceAll(/([:,[])(-?Infinity|NaN|-?inf|nan)(?=[,\]}])/g, '$1"$2"')]) {
    try {
      const value: unknown = JSON.parse(spelling);
      return isRecord(value) ? value : undefined;
    } catch {
      continue;
    }
  }
  return undefined;
}

function causeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').replace(/^[A-Za-z ]+ Error: /, '');
}
