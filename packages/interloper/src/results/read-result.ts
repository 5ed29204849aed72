import { z } from 'zod';
import type { Account, Alert } from '@interloper/detect';
import { readText } from '../compile/rule-file.js';
import { UserError } from '../user-error.js';

/** What a saved result of a scan says of accounts and alerts. */
export interface SavedResult {
  readonly accounts: readonly Account[];
  readonly alerts: readonly Alert[];
  readonly run: { readonly version: string; readonly now: string | null };
}

const severity = z.enum(['low', 'medium', 'high', 'critical']);
const text = z.string();
const texts = z.array(text);

const account = z.object({
  account: text,
  aliases: texts,
  score: z.number(),
  severity,
  alerts: texts,
  firstSeen: text,
  lastSeen: text,
  why: texts,
  scoreParts: z.array(
    z.object({
      alert: text,
      detection: text,
      points: z.number(),
      factor: z.number(),
      contribution: z.number(),
    }),
  ),
});

const alert = z.object({
  id: text,
  detection: text,
  title: text,
  technique: text,
  severity,
  confidence: z.enum(['low', 'medium', 'high']),
  account: text,
  time: z.iso.datetime(),
  lastTime: z.iso.datetime(),
  query: z.enum(['kql', 'spl', 'sigma']),
  matches: z.number(),
  why: texts,
  evidence: z.record(text, z.json()),
  excluded: text.exactOptional(),
  confirmed: z.literal(true).exactOptional(),
  exclusionRefused: text.exactOptional(),
});

const resultSchema = z.object({
  accounts: z.array(account),
  alerts: z.array(alert),
  run: z.object({ version: text, now: text.nullable() }),
});

/** Reads what `scan --format json` wrote. Throws a `UserError` that says what in the file is not as it writes it. */
export async function readResult(file: string): Promise<SavedResult> {
  const written = await readText(file);
  let json: unknown;
  try {
    json = JSON.parse(written);
  } catch {
    throw new UserError(`${file} is no JSON: give what interloper scan --format json wrote`);
  }
  const read = resultSchema.safeParse(json);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const place = first === undefined || first.path.length === 0 ? '' : `${first.path.join('.')}: `;
  throw new UserError(
    `${file} is no result of interloper scan --format json: ${place}${first?.message ?? ''}`,
  );
}
