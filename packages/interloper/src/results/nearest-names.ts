/** So many names are suggested. */
const MOST = 5;

/**
 * The names that are most like a text that is none of them: those that hold it come first, then those that take the
 * fewest changed letters, as long as these are at most two, or a third of what stands before an `@`. Case does not
 * matter.
 */
export function nearestNames(text: string, names: Iterable<string>): readonly string[] {
  const wanted = text.trim().toLowerCase();
  const [local = ''] = wanted.split('@');
  const most = Math.max(2, Math.floor(local.length / 3));
  const judged = [...new Set(names)].flatMap((name) => {
    const known = name.toLowerCase();
    const distance = wanted !== '' && known.includes(wanted) ? 0 : editDistance(wanted, known);
    return distance <= most ? [{ name, distance }] : [];
  });
  return judged
    .toSorted((left, right) => left.distance - right.distance || Number(left.name > right.name) * 2 - 1)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Letters to put in, take out or change (Levenshtein), one row of the table at a time. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 0; at < one.length; at += 1) {
    const next = [at + 1];
    for (let index = 0; index < other.length; index += 1) {
      const changed = (row[index] ?? 0) + Number(one[at] !== other[index]);
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
