/**
 * The scalar types of a plan. They are Kusto's, plus `multivalue` for Splunk's lists of text.
 *
 * | type | values | how an engine holds them |
 * |---|---|---|
 * | bool, int, long, real, string | the usual ones | the engine's own types |
 * | decimal | exact decimal number | the engine's decimal |
 * | datetime | instant, 100 ns steps | 64-bit count of ticks since 0001-01-01T00:00:00Z |
 * | timespan | duration, 100 ns steps | 64-bit count of ticks |
 * | guid | 128-bit identifier | lower-case text with hyphens |
 * | dynamic | any JSON value | JSON text; JSON null and absence are both SQL NULL |
 * | multivalue | list of text (Splunk) | list of text; never empty: an empty list is null |
 *
 * Ticks are what Kusto itself computes with: a 64-bit integer covers its whole range (years 1 to 9999) without
 * losing the seventh digit, and arithmetic is the same on every engine.
 */
export type ScalarType =
  | 'bool'
  | 'int'
  | 'long'
  | 'real'
  | 'decimal'
  | 'string'
  | 'datetime'
  | 'timespan'
  | 'guid'
  | 'dynamic'
  | 'multivalue';

/** A named, typed column of a relation. Names are case-sensitive and unique within a relation. */
export interface Column {
  readonly name: string;
  readonly type: ScalarType;
}

/**
 * The value of a literal: JSON data. 64-bit integers beyond 2^53, ticks and decimals are held as decimal text;
 * a dynamic literal holds its JSON text; a multivalue literal an array of text.
 */
export type LiteralValue = null | boolean | number | string | readonly string[];

/** True for int, long, real and decimal. */
export function isNumeric(type: ScalarType): boolean {
  return type === 'int' || type === 'long' || type === 'real' || type === 'decimal';
}
