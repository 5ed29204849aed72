import type { OpenAccount } from './account.js';
import { examine } from './examine.js';
import type { Examined, Unseen } from './examine.js';
import type { Recognition } from './recognition.js';

/** An input that can be read, with what hashing it told. */
interface Ready {
  readonly examined: Examined;
  /** Bytes of text, uncompressed. */
  readonly textBytes: number;
  /** Its compressed data is cut or broken: the engine would read it short without a word. */
  readonly damaged: boolean;
}

export interface Looked {
  readonly accounts: readonly OpenAccount[];
  readonly ready: readonly Ready[];
  /** Parquet files, to be recognised by the engine. */
  readonly unseen: readonly Unseen[];
  /** Hashes that are still being computed. */
  readonly hashing: readonly Promise<void>[];
}

/** Files that are opened at a time. */
const AT_ONCE = 8;
/** A plain file above it is hashed while the engine reads it. */
const HASH_LATER = 8 * 1024 * 1024;

/** Opens, recognises and hashes files; accounts and inputs come in the order of the files. */
export async function look(
  paths: readonly string[],
  recognition: Recognition,
  signal?: AbortSignal,
): Promise<Looked> {
  const results: Looked[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const index = next;
      next += 1;
      const path = paths[index];
      if (path === undefined) return;
      signal?.throwIfAborted();
      results[index] = await lookAt(path, recognition);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, paths.length) }, work));
  return {
    accounts: results.flatMap(({ accounts }) => accounts),
    ready: results.flatMap(({ ready }) => ready),
    unseen: results.flatMap(({ unseen }) => unseen),
    hashing: results.flatMap(({ hashing }) => hashing),
  };
}

async function lookAt(path: string, recognition: Recognition): Promise<Looked> {
  const { inputs, unseen, members, accounts } = await examine(path, recognition);
  const ready: Ready[] = [];
  const hashing: Promise<void>[] = [];
  for (const { member, account } of members) {
    const examined = inputs.find((input) => input.account === account);
    const hash = async (): Promise<Omit<Ready, 'examined'>> => {
      const { sha256, textBytes, damage } = await member.fingerprint();
      account.sha256 = sha256;
      return { textBytes, damaged: damage !== undefined };
    };
    const later = member.direct && member.compression === 'none' && member.size > HASH_LATER;
    if (!later) {
      const known = await hash();
      if (examined !== undefined) ready.push({ examined, ...known });
      continue;
    }
    hashing.push(hash().then(() => undefined));
    if (examined !== undefined) ready.push({ examined, textBytes: member.size, damaged: false });
  }
  return { accounts, ready, unseen, hashing };
}
