import type { Alert } from '@interloper/detect';
import type { Field } from '../terminal/fields.js';
import { addressesIn } from './addresses.js';
import type { Json } from './result.js';
import { textOf } from './values.js';

/** The evidence of an alert: what a reader wants first, and what else it says. */
export interface Evidence {
  readonly telling: readonly Field[];
  readonly others: readonly Field[];
}

/**
 * Divides what the rule gave, in its order: its first few columns and those with addresses; times, identifiers and what
 * is past the first few is the rest. Empty values, and those that the alert itself says, are left out.
 */
export function evidenceOf({ account, time, evidence }: Alert): Evidence {
  const said = new Set(['', '[]', '{}', account, time]);
  const fields = Object.entries(evidence)
    .map(([name, value]) => ({ name, value: textOf(rounded(value)) }))
    .filter(({ value }) => !said.has(value));
  const candidates = fields.filter(
    ({ value }) => value !== 'none' && !IDENTIFIER.test(value) && !INSTANT.test(value),
  );
  const fromWhere = candidates.filter(({ name, value }) => addressesIn(name, value).length > 0);
  const shown = new Set([...new Set([...fromWhere, ...candidates])].slice(0, MOST_TELLING));
  return {
    telling: candidates.filter((field) => shown.has(field)),
    others: fields.filter((field) => !shown.has(field)),
  };
}

/** A fraction to three places, which is enough to read. */
function rounded(value: Json): Json {
  return typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 1000) / 1000 : value;
}

const MOST_TELLING = 8;
const IDENTIFIER = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
