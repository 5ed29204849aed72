/** What became of one input: a file, or a member of an archive (`a.zip!/b`). See the design, "public surface". */
export interface InputAccount {
  readonly path: string;
  /** Of the file as it lies on disk; null when it could not be read. */
  readonly sha256: string | null;
  /** The source its records belong to; null when nothing was recognised. */
  readonly source: string | null;
  /** The table of its own that its records are in: no known log was recognised. */
  readonly table?: string;
  /** Records read, repeats included. */
  readonly records: number;
  /** Repeats among them, folded into another record of the same event. */
  readonly duplicates: number;
  /** What could not be read as a record; each is in the quarantine. */
  readonly quarantined: number;
  /** Columns rules rest on that no record of the input fills. */
  readonly missing: readonly string[];
  /** Why the input, or part of it, was not read. */
  readonly refused?: string;
  /** It could not be read at all, whatever it holds. */
  readonly unreadable?: true;
}

/** Something in an input that is no record, kept with its place and cause. */
export interface Quarantined {
  readonly path: string;
  readonly line: number;
  readonly record: number;
  readonly cause: string;
  /** Its beginning, as it stands: control characters and all. */
  readonly excerpt: string;
}

/** An account while the input is being read. */
export interface OpenAccount {
  readonly path: string;
  sha256: string | null;
  source: string | null;
  table?: string;
  records: number;
  duplicates: number;
  quarantined: number;
  missing: readonly string[];
  readonly refusals: string[];
  unreadable: boolean;
  /** Records of logs that are not read, by the log's name. */
  readonly others: Map<string, number>;
  /** Records that were seen to name a property twice, and those names. */
  readonly repeated: { records: number; readonly names: Set<string> };
}

export function openAccount(path: string): OpenAccount {
  return {
    path,
    sha256: null,
    source: null,
    records: 0,
    duplicates: 0,
    quarantined: 0,
    missing: [],
    refusals: [],
    unreadable: false,
    others: new Map(),
    repeated: { records: 0, names: new Set() },
  };
}

/** Counts a record of a log that is not read. */
export function countOther(account: OpenAccount, name: string): void {
  account.others.set(name, (account.others.get(name) ?? 0) + 1);
}

/** Counts a record that names properties twice. */
export function countRepeated({ repeated }: OpenAccount, names: readonly string[]): void {
  repeated.records += 1;
  for (const name of names) repeated.names.add(name);
}

export function closeAccount(account: OpenAccount): InputAccount {
  const { path, sha256, source, table, records, duplicates, quarantined, missing } = account;
  const others = [...account.others].map(
    ([name, count]) => `${count} ${count === 1 ? 'record' : 'records'} of ${name}, which is not read`,
  );
  const reasons = [...account.refusals, ...others];
  return {
    path,
    sha256,
    source,
    ...(table === undefined ? {} : { table }),
    records,
    duplicates,
    quarantined,
    missing,
    ...(reasons.length === 0 ? {} : { refused: reasons.join('; ') }),
    ...(account.unreadable ? { unreadable: true } : {}),
  };
}
