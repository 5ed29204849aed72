/** Sets of things that are one and the same, grown pair by pair. */
export interface Sameness {
  readonly join: (one: string, other: string) => void;
  /** The member that stands for all that are the same as this one. */
  readonly of: (item: string) => string;
}

/** Things are different until they are joined (union and find, by the smaller text). */
export function createSameness(): Sameness {
  const parents = new Map<string, string>();
  const of = (item: string): string => {
    let root = item;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    // Shorten the way for the next question.
    for (let at = item; at !== root;) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  return {
    of,
    join: (one, other) => {
      const [left, right] = [of(one), of(other)];
      if (left === right) return;
      if (left < right) parents.set(right, left);
      else parents.set(left, right);
    },
  };
}
