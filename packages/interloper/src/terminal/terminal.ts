import { colours, plain, visible } from '@interloper/report';
import type { Screen } from '@interloper/report';

/** Where a command speaks. Tests hand in their own. */
export interface Terminal {
  /** Writes to standard output; resolves when there is room for more. */
  readonly out: (text: string) => Promise<void>;
  /** Writes to standard error: progress and diagnostics. */
  readonly err: (text: string) => void;
  readonly outScreen: Screen;
  readonly errScreen: Screen;
  /** Standard error is a terminal, so a progress line can be rewritten in place. */
  readonly live: boolean;
  /** Fires when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Lines that are not for a terminal are as wide as this. */
const WIDTH_ELSEWHERE = 100;
const NARROWEST = 40;

/** The process's own streams. `NO_COLOR` and streams that are no terminal get plain text. */
export function processTerminal(signal: AbortSignal): Terminal {
  const { stdout, stderr } = process;
  return {
    out: async (text) =>
      new Promise((resolve) => {
        if (stdout.write(text)) resolve();
        else stdout.once('drain', resolve);
      }),
    err: (text) => {
      stderr.write(text);
    },
    outScreen: screenOf(stdout),
    errScreen: screenOf(stderr),
    live: stderr.isTTY,
    signal,
  };
}

function screenOf(stream: NodeJS.WriteStream): Screen {
  const { env } = process;
  const asked = Number(env['COLUMNS']);
  const columns = stream.isTTY
    ? stream.columns
    : Number.isInteger(asked) && asked > 0
      ? asked
      : WIDTH_ELSEWHERE;
  const coloured = stream.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  return { width: Math.max(NARROWEST, columns), paint: coloured ? colours : plain };
}

/** Writes lines to standard output in pieces of reasonable size. */
export async function print(terminal: Terminal, lines: Iterable<string>): Promise<void> {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < 65_536) continue;
    await terminal.out(text);
    text = '';
  }
  if (text !== '') await terminal.out(text);
}

/** Says something on standard error; whatever the text quotes is made safe. */
export function say(terminal: Terminal, text: string): void {
  for (const line of text.split('\n')) terminal.err(`${visible(line)}\n`);
}
