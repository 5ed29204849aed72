import type { Diagnostic } from '@interloper/plan';
import { count, grouped, renderInputProblems } from '@interloper/report';
import type { InputSummary } from '@interloper/report';
import type { Progress } from '../ingest/ingest.js';
import type { UnknownFiles } from '../ingest/recognition.js';
import type { ProgressLine } from '../terminal/progress.js';
import { bytesText } from '../terminal/progress.js';
import { say } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { Session } from '../workspace/session.js';

/** The options of commands that read logs. */
export interface InputOptions {
  readonly store?: string;
  readonly source?: string;
  /** What becomes of files in which no log is recognised; by default they are tables of their own. */
  readonly unknown?: UnknownFiles;
}

/** Refuses a command that was given nothing to read. */
export function needInputs(paths: readonly string[], { store }: InputOptions): void {
  if (paths.length === 0 && store === undefined)
    throw new UserError('name the files or folders to read, or a store that holds them (--store FILE)');
}

/** Reads the paths into the session and says on standard error what the user should know of it. */
export async function readInputs(
  session: Session,
  paths: readonly string[],
  { source, unknown }: InputOptions,
  terminal: Terminal,
  progress: ProgressLine,
): Promise<readonly InputSummary[]> {
  if (paths.length === 0) {
    sayDiagnostics(session.contextDiagnostics(), terminal);
    return [];
  }
  const { inputs, diagnostics } = await session.ingest(paths, {
    ...(source === undefined ? {} : { source }),
    ...(unknown === undefined ? {} : { unknown }),
    onProgress: (state) => progress.update(progressText(state)),
    signal: terminal.signal,
  });
  progress.finish();
  sayDiagnostics([...session.contextDiagnostics(), ...diagnostics], terminal);
  const repeats = inputs.filter(({ repeatOf }) => repeatOf !== undefined).length;
  if (repeats > 0)
    say(terminal, `info: ${count(repeats, 'input')} with the same bytes as before: not read again`);
  return inputs;
}

function sayDiagnostics(diagnostics: readonly Diagnostic[], terminal: Terminal): void {
  for (const { severity, code, message, help } of diagnostics)
    say(terminal, `${severity} ${code}: ${message}${help === undefined ? '' : ` ${help}`}`);
}

/** What was read, on standard error, with all that was not. */
export function sayInputs(session: Session, terminal: Terminal): void {
  const lines = renderInputProblems(session.inputs(), session.quarantine(), terminal.errScreen);
  terminal.err(lines.map((line) => `${line}\n`).join(''));
}

/** True when an input was named that cannot be read at all; one that is merely not a known log does not count. */
export function hasUnreadable(inputs: readonly InputSummary[]): boolean {
  return inputs.some(({ unreadable }) => unreadable === true);
}

const PHASES: Readonly<Record<Progress['phase'], string>> = {
  reading: 'reading',
  comparing: 'finding repeats',
};

function progressText({ phase, files, filesDone, bytes, bytesDone }: Progress): string {
  const share = bytes === 0 ? '' : ` (${Math.floor((bytesDone / bytes) * 100)} %)`;
  return `${PHASES[phase]}: ${grouped(filesDone)} of ${count(files, 'file')}, ${bytesText(bytesDone)} of ${bytesText(bytes)}${share}`;
}
