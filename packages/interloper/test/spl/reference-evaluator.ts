/** A plain evaluation of a few commands over events in memory, to hold the engine's answers against. */
export type Event = {
  readonly at: number;
  readonly u: string | null;
  readonly n: string | null;
};

export type Row = readonly (string | number | null | readonly string[])[];

/** Newest first, as Splunk returns events. */
function newestFirst(events: readonly Event[]): readonly Event[] {
  return events.toSorted((left, right) => right.at - left.at);
}

function numberOf(text: string): number | undefined {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function values(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) => (event.n === null ? [] : [event.n]));
}

function sum(events: readonly Event[]): number | null {
  const numbers = values(events).flatMap((text) => numberOf(text) ?? []);
  return numbers.length === 0 ? null : numbers.reduce((total, each) => total + each, 0);
}

/** Numbers lie below other texts and are compared as numbers. */
function compareMixed(left: string, right: string): number {
  const [first, second] = [numberOf(left), numberOf(right)];
  if (first !== undefined && second !== undefined) return first - second;
  if (first !== undefined) return -1;
  if (second !== undefined) return 1;
  return byCharacters(left, right);
}

function byCharacters(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function groups(events: readonly Event[]): readonly (readonly [string, readonly Event[]])[] {
  const names = [...new Set(events.flatMap((event) => (event.u === null ? [] : [event.u])))].toSorted(
    byCharacters,
  );
  return names.map((name) => [name, events.filter((event) => event.u === name)]);
}

/** `stats count, count(n), dc(n), values(n), sum(n), first(n), last(n), list(n) by u` */
export function stats(events: readonly Event[]): readonly Row[] {
  return groups(newestFirst(events)).map(([name, own]) => {
    const seen = values(own);
    const distinct = [...new Set(seen)].toSorted(byCharacters);
    return [
      name,
      own.length,
      seen.length,
      distinct.length,
      distinct.length === 0 ? null : distinct,
      sum(own),
      seen[0] ?? null,
      seen.at(-1) ?? null,
      seen.length === 0 ? null : seen,
    ];
  });
}

/** The number that `min(n)` and `max(n)` stand for, or the text when it is none. */
export function extremes(events: readonly Event[]): readonly Row[] {
  return groups(events).map(([name, own]) => {
    const sorted = values(own).toSorted(compareMixed);
    const shown = (text: string | undefined): string | number | null =>
      text === undefined ? null : (numberOf(text) ?? text);
    return [name, shown(sorted[0]), shown(sorted.at(-1))];
  });
}

/** `eventstats count as c, sum(n) as s by u | table n, c, s` */
export function eventstats(events: readonly Event[]): readonly Row[] {
  return newestFirst(events).map((event) => {
    const own = event.u === null ? undefined : events.filter((other) => other.u === event.u);
    return [event.n, own?.length ?? null, own === undefined ? null : sum(own)];
  });
}

/** `streamstats count as c, sum(n) as s by u | table n, c, s` */
export function streamstats(events: readonly Event[]): readonly Row[] {
  const ordered = newestFirst(events);
  return ordered.map((event, at) => {
    const own =
      event.u === null ? undefined : ordered.slice(0, at + 1).filter((other) => other.u === event.u);
    return [event.n, own?.length ?? null, own === undefined ? null : sum(own)];
  });
}

/** `dedup <count> u | table u, n` */
export function dedup(events: readonly Event[], count: number): readonly Row[] {
  const ordered = newestFirst(events);
  return ordered
    .filter(
      (event, at) =>
        event.u !== null && ordered.slice(0, at).filter((other) => other.u === event.u).length < count,
    )
    .map((event) => [event.u, event.n]);
}

/** `sort <sign> n | table n`: what has no value comes last either way; equal ones stay newest first. */
export function sort(events: readonly Event[], descending: boolean): readonly Row[] {
  const ordered = newestFirst(events);
  const present = ordered.filter((event) => event.n !== null);
  const missing = ordered.filter((event) => event.n === null);
  const sign = descending ? -1 : 1;
  const sorted = present.toSorted((left, right) => {
    const [first, second] = [left.n ?? '', right.n ?? ''];
    const mixed = compareMixed(first, second);
    return sign * (mixed === 0 ? byCharacters(first, second) : mixed);
  });
  return [...sorted, ...missing].map((event) => [event.n, event.at]);
}

/** `where n < limit | table n`: as numbers when both look like numbers, else as texts. */
export function less(events: readonly Event[], limit: string): readonly Row[] {
  const wanted = numberOf(limit);
  return newestFirst(events)
    .filter(({ n }) => {
      if (n === null) return false;
      const own = numberOf(n);
      return own !== undefined && wanted !== undefined ? own < wanted : byCharacters(n, limit) < 0;
    })
    .map((event) => [event.n]);
}

/** `streamstats time_window=10s count as c, sum(n) as s by u | table n, c, s` */
export function streamstatsNear(events: readonly Event[]): readonly Row[] {
  const ordered = newestFirst(events);
  return ordered.map((event, at) => {
    const own = ordered.slice(0, at + 1).filter((other) => other.u === event.u && other.at - event.at <= 10);
    return event.u === null ? [event.n, null, null] : [event.n, own.length, sum(own)];
  });
}

/** `streamstats window=3 count as c, sum(n) as s by u | table n, c, s`: the window slides over all groups together. */
export function streamstatsShared(events: readonly Event[]): readonly Row[] {
  const ordered = newestFirst(events);
  return ordered.map((event, at) => {
    const own = ordered.slice(Math.max(at - 2, 0), at + 1).filter((other) => other.u === event.u);
    return event.u === null ? [event.n, null, null] : [event.n, own.length, sum(own)];
  });
}

/** How long, with what pauses and how large transactions may be. */
export interface TransactionLimits {
  readonly span: number;
  readonly pause: number;
  readonly events: number;
}

/** `transaction u maxspan=… maxpause=… maxevents=… | table u, start, duration, eventcount`, in the order of u and start */
export function transactions(events: readonly Event[], limits: TransactionLimits): readonly Row[] {
  return groups(newestFirst(events)).flatMap(([name, own]) => {
    const found: number[][] = [];
    for (const { at } of own) {
      const open = found.at(-1);
      const [newest = 0, oldest = 0] = [open?.[0], open?.at(-1)];
      const fits = newest - at <= limits.span && oldest - at <= limits.pause;
      if (open !== undefined && fits && open.length < limits.events) open.push(at);
      else found.push([at]);
    }
    return found.toReversed().map((times): Row => {
      const [newest = 0, oldest = 0] = [times[0], times.at(-1)];
      return [name, oldest, newest - oldest, times.length];
    });
  });
}

/** `chart count over u by n`: the names of the columns, then a row for each u. */
export function chart(events: readonly Event[]): {
  readonly names: readonly string[];
  readonly rows: readonly Row[];
} {
  const own = groups(newestFirst(events));
  const kept = own.flatMap(([, each]) => each);
  const seen = [...new Set(values(kept))].toSorted(byCharacters);
  const hasNull = kept.some((event) => event.n === null);
  const rows = own.map(([name, each]): Row => [
    name,
    ...seen.map((value) => each.filter((event) => event.n === value).length),
    ...(hasNull ? [each.filter((event) => event.n === null).length] : []),
  ]);
  return { names: ['u', ...seen, ...(hasNull ? ['NULL'] : [])], rows };
}
