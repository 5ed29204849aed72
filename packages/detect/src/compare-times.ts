/** Orders ISO 8601 texts in UTC with fractions of any length: without the Z they compare as text. */
export function compareTimes(left: string, right: string): number {
  return compareText(left.replace('Z', ''), right.replace('Z', ''));
}

/** Orders texts by their code units. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
