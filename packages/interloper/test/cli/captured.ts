import { plain } from '@interloper/report';
import { main } from '../../src/cli.js';

/** What a run of the command line gave. */
export interface Captured {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line with its streams captured, as wide as asked and without colours. */
export async function runCli(
  args: readonly string[],
  { width = 80, signal = new AbortController().signal }: { width?: number; signal?: AbortSignal } = {},
): Promise<Captured> {
  const out: string[] = [];
  const err: string[] = [];
  const status = await main(args, {
    out: async (text) => {
      out.push(text);
      return Promise.resolve();
    },
    err: (text) => {
      err.push(text);
    },
    outScreen: { width, paint: plain },
    errScreen: { width, paint: plain },
    live: false,
    signal,
  });
  return { status, out: out.join(''), err: err.join('') };
}
