import { listInputs, openInput } from '@interloper/sources';
import type { InputSummary } from '@interloper/report';

/** Which paths are still to be read, and the inputs among them that have been. */
export interface UnknownInputs {
  readonly paths: readonly string[];
  readonly repeats: readonly InputSummary[];
}

/**
 * Takes out the files whose bytes were read before; `known` maps a hash to the path it was read from. An archive is
 * taken out when all of its members were.
 */
export async function withoutKnown(
  paths: readonly string[],
  known: ReadonlyMap<string, string>,
  signal?: AbortSignal,
): Promise<UnknownInputs> {
  if (known.size === 0) return { paths, repeats: [] };
  const unknown: string[] = [];
  const repeats: InputSummary[] = [];
  for await (const listed of listInputs(paths)) {
    signal?.throwIfAborted();
    const found = listed.kind === 'file' ? await repeatsIn(listed.path, known) : undefined;
    // What cannot be listed stays, so that reading says why.
    if (found === undefined) unknown.push(listed.path);
    else repeats.push(...found);
  }
  return { paths: unknown, repeats };
}

/** A file's inputs as repeats, when each of them is one. */
async function repeatsIn(
  file: string,
  known: ReadonlyMap<string, string>,
): Promise<readonly InputSummary[] | undefined> {
  const repeats: InputSummary[] = [];
  for await (const member of openInput(file)) {
    if (member.kind === 'refused') return undefined;
    const { sha256 } = await member.fingerprint();
    const before = known.get(sha256);
    if (before === undefined) return undefined;
    repeats.push({
      path: member.path,
      sha256,
      source: null,
      records: 0,
      duplicates: 0,
      quarantined: 0,
      missing: [],
      repeatOf: before,
    });
  }
  return repeats.length === 0 ? undefined : repeats;
}
