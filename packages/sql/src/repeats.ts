/** How often the engine repeats each argument of the functions that it replaces by SQL of its own; others once. */
export type Expansions = Readonly<Record<string, readonly number[]>>;

/**
 * How often each of `marks` (each a `⟨number⟩`) stands in a piece of SQL after the engine has replaced those functions: `nullif(x, 1)`
 * becomes `CASE WHEN x = 1 THEN NULL ELSE x END`, so that four of them around each other hold x sixteen times.
 */
export function repeatsOf(sql: string, marks: readonly string[], expansions: Expansions): readonly number[] {
  const counts = marks.map(() => 0);
  /** The calls and brackets around a place: how often they repeat each argument, and which one it is in. */
  const around: { readonly repeats: readonly number[]; argument: number; readonly weight: number }[] = [];
  const weightHere = (): number => {
    const inner = around.at(-1);
    return inner === undefined ? 1 : inner.weight * (inner.repeats[inner.argument] ?? 1);
  };
  for (const { 0: token, index } of sql.matchAll(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|\u27e8\d+\u27e9|[(),[\]{}]/g,
  )) {
    const inner = around.at(-1);
    if (token === '(' || token === '[' || token === '{') {
      const name =
        token === '(' ? /[a-z_0-9]+$/i.exec(sql.slice(Math.max(0, index - 40), index))?.[0] : undefined;
      around.push({
        repeats: expansions[name?.toLowerCase() ?? ''] ?? [],
        argument: 0,
        weight: weightHere(),
      });
    } else if (token === ')' || token === ']' || token === '}') around.pop();
    else if (token === ',') {
      if (inner !== undefined) inner.argument += 1;
    } else {
      const at = marks.indexOf(token);
      if (at !== -1) counts[at] = (counts[at] ?? 0) + weightHere();
    }
  }
  return counts;
}
