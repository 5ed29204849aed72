/** A JSON value with its numbers as written: `n1.50` is the number 1.50, `sabc` the text abc. */
export type ExactJson =
  null | boolean | string | readonly ExactJson[] | { readonly [key: string]: ExactJson };

/** Texts before numbers, so that digits inside texts stay. */
const LEAVES = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * Reads JSON of which no digit may be lost: numbers stay text, marked with `n`, texts (names of properties too) are
 * marked with `s`. Throws for what is no JSON.
 */
export function parseExact(json: string): ExactJson {
  const marked = json.replaceAll(LEAVES, (leaf) =>
    leaf.startsWith('"') ? `"s${leaf.slice(1)}` : `"n${leaf}"`,
  );
  return JSON.parse(marked) as ExactJson;
}

/** True for the mark of a number. */
export function isNumberLeaf(value: ExactJson): value is string {
  return typeof value === 'string' && value.startsWith('n');
}

/** A leaf as JSON: numbers as they were written. */
export function leafJson(leaf: string): string {
  return leaf.startsWith('n') ? leaf.slice(1) : JSON.stringify(leaf.slice(1));
}

/** True for an array. */
export function isList(value: ExactJson | undefined): value is readonly ExactJson[] {
  return Array.isArray(value);
}
