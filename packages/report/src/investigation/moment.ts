import { timeOf } from '../scan/values.js';

/** An instant where all of them are UTC, which is said once: `2026-03-04 08:12:10`. */
export function momentOf(iso: string | null): string {
  return timeOf(iso).replace(' UTC', '');
}
