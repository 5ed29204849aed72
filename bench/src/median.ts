/** The median of `rounds` measurements; `rounds` is odd, so that the median is one of them. */
export function medianOf(rounds: number, measure: () => number): number {
  const values = Array.from({ length: rounds }, measure).toSorted((left, right) => left - right);
  const median = values[(rounds - 1) / 2];
  if (median === undefined) throw new Error(`a median needs an odd number of rounds, not ${rounds}`);
  return median;
}
