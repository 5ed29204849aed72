import type { Alert } from '@interloper/detect';
import type { Field } from '../terminal/fields.js';
import { textOf } from './values.js';

/** The evidence of an alert: what a reader wants first, and what else it says. */
export interface Evidence {
  readonly telling: readonly Field[];
  readonly others: readonly Field[];
}

/**
 * Divides what the rule gave: from where, on what, how risky comes first; times, identifiers and what is past the first
 * few is the rest. Empty values, and those that the alert itself says, are left out.
 */
export function evidenceOf({ account, time, evidence }: Alert): Evidence {
  const said = new Set(['', '[]', '{}', account, time]);
  const fields = Object.entries(evidence)
    .map(([name, value]) => ({ name, value: textOf(value) }))
    .filter(({ value }) => !said.has(value));
  const telling = fields
    .filter(({ value }) => value !== 'none' && !IDENTIFIER.test(value) && !INSTANT.test(value))
    .slice(0, MOST_TELLING);
  return { telling, others: fields.filter((field) => !telling.includes(field)) };
}

const MOST_TELLING = 8;
const IDENTIFIER = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
