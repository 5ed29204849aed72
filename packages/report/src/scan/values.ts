import type { Json } from './result.js';

/** A value of a result as text: text bare, lists with commas, objects as JSON, nothing for null. */
export function textOf(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (isList(value)) return value.every(isScalar) ? value.map(textOf).join(', ') : JSON.stringify(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== 'object';
}

/** `2026-03-04T08:12:10.5Z` as `2026-03-04 08:12:10 UTC`; anything else as it is. */
export function timeOf(text: string | null): string {
  if (text === null) return 'no time';
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(text);
  return match === null ? text : `${match[1]} ${match[2]} UTC`;
}

/** `1 record`, `2 records`, `12,345 records`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(number)} ${number === 1 ? singular : plural}`;
}

/** A whole number with commas between thousands. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
