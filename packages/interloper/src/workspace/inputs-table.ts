import type { Column, Relation, Scan } from '@interloper/plan';
import type { Reader, Store } from '@interloper/sql';
import type { InputAccount, Quarantined } from '../ingest/account.js';

/** An input that is in the data, and the first of what is quarantined of it. */
export interface KeptInput {
  readonly input: InputAccount;
  readonly quarantine: readonly Quarantined[];
}

/**
 * Where a store keeps what it knows of its inputs: one row an input, the rest as JSON; where there are several, the
 * last one counts. Not in any catalogue.
 */
export const inputsDataset = 'interloper_inputs';

export const inputsColumns: readonly Column[] = [
  { name: 'sha256', type: 'string' },
  { name: 'kept', type: 'string' },
];

/** So much of an input's quarantine is kept; `quarantined` counts all. */
const KEPT_BAD = 1000;

const scan: Scan = { kind: 'scan', dataset: inputsDataset, columns: inputsColumns };

export async function saveInputs(store: Store, inputs: readonly KeptInput[]): Promise<void> {
  if (inputs.length === 0) return;
  const rows: Relation = {
    kind: 'values',
    columns: inputsColumns,
    rows: inputs.map(({ input, quarantine }) => [
      input.sha256,
      JSON.stringify({ input, quarantine: quarantine.slice(0, KEPT_BAD) }),
    ]),
  };
  await store.append(inputsDataset, rows);
}

export async function loadInputs(reader: Pick<Reader, 'query'>): Promise<readonly KeptInput[]> {
  const { rows } = await reader.query(scan);
  // This package wrote them: the shape is known.
  const inputs = rows.flatMap(([, kept]) =>
    typeof kept === 'string' ? [JSON.parse(kept) as KeptInput] : [],
  );
  return [
    ...new Map(inputs.map((kept) => [JSON.stringify([kept.input.path, kept.input.sha256]), kept])).values(),
  ];
}

/** Counts records of inputs that were folded later, by path; gives the inputs that changed. */
export function foldLater(kept: KeptInput[], folded: ReadonlyMap<string, number>): readonly KeptInput[] {
  return [...folded].flatMap(([path, duplicates]) => {
    const index = kept.findLastIndex(({ input }) => input.path === path);
    const before = kept[index];
    if (before === undefined) return [];
    const { input, quarantine } = before;
    const after = { input: { ...input, duplicates: input.duplicates + duplicates }, quarantine };
    kept[index] = after;
    return [after];
  });
}
