import {
  classify,
  isRecord,
  looseName,
  observeNames,
  openInput,
  recognise,
  salvageRecords,
} from '@interloper/sources';
import type { Container, InputMember, JsonRecord, ObservedNames, Shape, Source } from '@interloper/sources';
import { openAccount } from './account.js';
import type { OpenAccount } from './account.js';

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
}

/** What examining a file gives: inputs to read, and the accounts of all inputs in it, refused ones included. */
export interface Examination {
  readonly inputs: readonly Examined[];
  /** All that could be opened, those not to be read included. */
  readonly members: readonly { readonly member: InputMember; readonly account: OpenAccount }[];
  readonly accounts: readonly OpenAccount[];
}

/** Opens a file and recognises, by content alone, what each input in it holds. */
export async function examine(path: string, sources: readonly Source[]): Promise<Examination> {
  const inputs: Examined[] = [];
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
      account.refusals.push('Parquet files are not read yet: export the rows as JSON or CSV');
    } else {
      const examined = await recogniseRecords(member, container, account, sources);
      if (examined !== undefined) inputs.push(examined);
    }
  }
  return { inputs, members, accounts };
}

/** The head is up to 256 KB of every input: it is not kept once the input is recognised. */
function withoutHead(member: InputMember): InputMember {
  return { ...member, head: '' };
}

async function recogniseRecords(
  member: InputMember,
  container: Container,
  account: OpenAccount,
  sources: readonly Source[],
): Promise<Examined | undefined> {
  const sample: JsonRecord[] = [];
  let seen = 0;
  for await (const salvaged of salvageRecords(member, container)) {
    seen += 1;
    if (salvaged.kind === 'record') sample.push(salvaged.value);
    if (sample.length >= SAMPLE || seen >= PATIENCE) break;
  }
  const kinds = sample.map((record) => classify(record, sources));
  const found = kinds.find((kind) => kind.kind === 'shape');
  const observed = observeNames(sample);
  const [first] = sources;
  const input = {
    member: withoutHead(member),
    container,
    plainHeader: !/^\s*(?:sep=|\r?\n)/.test(member.head),
    account,
    observed,
    sample,
  };
  if (found?.kind === 'shape') {
    const { source, shape } = found;
    account.source = source.id;
    return { ...input, source, shape };
  }
  const perRecord = kinds.some((kind) => kind.kind === 'rewrite') || sample.some(isStream);
  if (first !== undefined && (perRecord || (sample.length === 0 && seen > 0))) {
    return { ...input, source: first, shape: undefined };
  }
  if (sample.length === 0) {
    account.refusals.push('it holds no records');
    return undefined;
  }
  const refused = kinds.find((kind) => kind.kind === 'refused');
  account.refusals.push(
    refused?.kind === 'refused'
      ? `${refused.name}: not a log that is read yet`
      : `no log that is known (its first record has ${keysOf(sample[0])})`,
  );
  return undefined;
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
