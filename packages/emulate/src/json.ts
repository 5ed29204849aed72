/** A JSON value as it stands in a record. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for a JSON object, not for an array or null. */
export function isJsonObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a JSON array. `Array.isArray` does not narrow read-only arrays. */
export function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
