import type { Json } from '../json.js';

/** A scalar as text, other values as their JSON; nothing as empty text. */
export function textOf(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
