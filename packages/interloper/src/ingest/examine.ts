import {
  classify,
  isRecord,
  looseName,
  observeNames,
  openInput,
  ownSource,
  recognise,
  salvageRecords,
} from '@interloper/sources';
import type { Container, InputMember, JsonRecord, ObservedNames, Shape, Source } from '@interloper/sources';
import { openAccount } from './account.js';
import type { OpenAccount } from './account.js';
import type { Recognition } from './recognition.js';

/** Records of the beginning that are looked at to recognise what an input holds. */
const SAMPLE = 10;
/** Things at the beginning that may be damaged before an input is read record by record. */
const PATIENCE = 40;

/** An input whose beginning has been recognised. */
export interface Examined {
  readonly member: InputMember;
  readonly container: Container;
  /** CSV whose names stand in the first line. */
  readonly plainHeader: boolean;
  readonly account: OpenAccount;
  readonly source: Source;
  /** Undefined when records must be looked at one by one. */
  readonly shape: Shape | undefined;
  readonly observed: ObservedNames;
  readonly sample: readonly JsonRecord[];
  /** The table of its own that the records go to, whatever they are; `source` and `shape` are then those of a table without columns. */
  readonly own?: string;
  /** Why no log was recognised in it. */
  readonly unknown?: string;
}

/** A Parquet file: only the engine can say what its records look like. */
export interface Unseen {
  readonly member: InputMember;
  readonly account: OpenAccount;
}

/** What examining a file gives: inputs to read, and the accounts of all inputs in it, refused ones included. */
export interface Examination {
  readonly inputs: readonly Examined[];
  readonly unseen: readonly Unseen[];
  /** All that could be opened, those not to be read included. */
  readonly members: readonly { readonly member: InputMember; readonly account: OpenAccount }[];
  readonly accounts: readonly OpenAccount[];
}

/** Opens a file and recognises, by content alone, what each input in it holds. */
export async function examine(path: string, recognition: Recognition): Promise<Examination> {
  const inputs: Examined[] = [];
  const unseen: Unseen[] = [];
  const accounts: OpenAccount[] = [];
  const members: { readonly member: InputMember; readonly account: OpenAccount }[] = [];
  for await (const member of openInput(path)) {
    const account = openAccount(member.path);
    accounts.push(account);
    if (member.kind === 'refused') {
      account.refusals.push(member.cause);
      account.unreadable = member.unreadable === true;
      continue;
    }
    members.push({ member: withoutHead(member), account });
    const container = recognise(member);
    if (container.kind === 'unrecognised') {
      account.refusals.push(container.cause);
    } else if (container.kind === 'empty') {
      account.refusals.push('the file is empty');
    } else if (container.kind === 'parquet') {
      unseen.push({ member: withoutHead(member), account });
    } else {
      const examined = await recogniseRecords(member, container, account, recognition);
      if (examined !== undefined) inputs.push(examined);
    }
  }
  return { inputs, unseen, members, accounts };
}

/** The head is up to 256 KB of every input: it is not kept once the input is recognised. */
function withoutHead(member: InputMember): InputMember {
  return { ...member, head: '' };
}

async function recogniseRecords(
  member: InputMember,
  container: Container,
  account: OpenAccount,
  recognition: Recognition,
): Promise<Examined | undefined> {
  const sample: JsonRecord[] = [];
  let seen = 0;
  let repeats = false;
  for await (const salvaged of salvageRecords(member, container)) {
    seen += 1;
    if (salvaged.kind === 'record') sample.push(salvaged.value);
    if (salvaged.kind === 'record' && salvaged.repeated !== undefined) repeats = true;
    if (sample.length >= SAMPLE || seen >= PATIENCE) break;
  }
  const plainHeader = !/^\s*(?:sep=|#TYPE |\r?\n)/.test(member.head);
  return judge(
    { member: withoutHead(member), container, plainHeader, account, sample, repeats },
    seen > 0,
    recognition,
  );
}

type Sampled = Pick<Examined, 'member' | 'container' | 'plainHeader' | 'account' | 'sample'> & {
  /** A record names a property twice: the records are looked at one by one, so that all such are counted. */
  readonly repeats?: boolean;
};

/**
 * Says what an input is by its first records; `something` is true when there is anything in it. Undefined when it is not
 * to be read: its account says why.
 */
export function judge(sampled: Sampled, something: boolean, recognition: Recognition): Examined | undefined {
  const { account, sample, repeats = false } = sampled;
  const { sources, forced } = recognition;
  const input = { ...sampled, observed: observeNames(sample) };
  if (forced?.table !== undefined) {
    if (something) return asOwn(input, forced.table);
    account.refusals.push('it holds no records');
    return undefined;
  }
  const kinds = sample.map((record) => classify(record, sources));
  const found = kinds.find((kind) => kind.kind === 'shape');
  const mixed = kinds.some((kind) => kind.kind === 'rewrite' && kind.rewrite.mixes === true);
  if (found?.kind === 'shape' && !mixed) {
    const { source, shape } = found;
    account.source = source.id;
    return { ...input, source, shape: repeats ? undefined : shape };
  }
  const perRecord = kinds.some((kind) => kind.kind === 'rewrite') || sample.some(isStream);
  const typed = sample.some((record) => recognition.typed(record) !== undefined);
  const [first] = sources;
  if (first !== undefined && (perRecord || typed || (sample.length === 0 && something))) {
    return { ...input, source: first, shape: undefined };
  }
  if (sample.length === 0) {
    account.refusals.push('it holds no records');
    return undefined;
  }
  const refused = kinds.find((kind) => kind.kind === 'refused');
  const reason =
    refused?.kind === 'refused'
      ? `${refused.name}: not a log that is read yet`
      : `no log that is known (its first record has ${keysOf(sample[0])})`;
  const table = recognition.ownTable(sampled.member.path);
  if (table !== undefined) return { ...asOwn(input, table), unknown: reason };
  account.refusals.push(reason);
  return undefined;
}

/** An input whose records are rows of a table of its own. */
export function asOwn(input: Omit<Examined, 'source' | 'shape'>, table: string): Examined {
  const { account, container } = input;
  const source = ownSource({ name: table, columns: [] });
  const [records, cells] = source.shapes;
  account.source = null;
  account.table = table;
  return { ...input, source, shape: container.kind === 'csv' ? cells : records, own: table };
}

/** Streams carry several logs: one that begins with another log's records may still hold ours. */
function isStream(record: JsonRecord): boolean {
  const named = new Map(Object.entries(record).map(([name, value]) => [looseName(name), value]));
  return named.has('category') && isRecord(named.get('properties'));
}

function keysOf(record: JsonRecord | undefined): string {
  const keys = Object.keys(record ?? {});
  if (keys.length === 0) return 'no keys';
  const shown = keys.slice(0, 6).join(', ');
  return keys.length > 6 ? `${shown} …` : shown;
}
