import { Command, CommanderError } from 'commander';
import type { Action, Bind, Declare } from './commands/command.js';
import { refuseRepeats } from './commands/options.js';
import { Interrupted, listenForInterruption } from './terminal/interruption.js';
import { processTerminal, say } from './terminal/terminal.js';
import type { Terminal } from './terminal/terminal.js';
import { UserError } from './user-error.js';
import { version } from './version.js';

/** The commands, one file each; a test compares the folder with this list. */
const commands: Readonly<Record<string, () => Promise<Declare>>> = {
  scan: async () => (await import('./commands/scan.js')).declareScan,
  playbook: async () => (await import('./commands/playbook.js')).declarePlaybook,
  investigate: async () => (await import('./commands/investigate.js')).declareInvestigate,
  query: async () => (await import('./commands/query.js')).declareQuery,
  check: async () => (await import('./commands/check.js')).declareCheck,
  verify: async () => (await import('./commands/verify.js')).declareVerify,
  explain: async () => (await import('./commands/explain.js')).declareExplain,
  convert: async () => (await import('./commands/convert.js')).declareConvert,
  compare: async () => (await import('./commands/compare.js')).declareCompare,
  export: async () => (await import('./commands/export.js')).declareExport,
  emulate: async () => (await import('./commands/emulate.js')).declareEmulate,
  detections: async () => (await import('./commands/detections.js')).declareDetections,
  sources: async () => (await import('./commands/sources.js')).declareSources,
  functions: async () => (await import('./commands/functions.js')).declareFunctions,
};

/** The exit status of a bug, as sysexits(3) has it: neither bad usage nor a result. */
const INTERNAL_ERROR = 70;

/**
 * Runs the command line.
 *
 * @param args the arguments after the program's name
 * @param terminal where it speaks; the process's own streams by default
 * @returns the exit status: 0 done, 1 alerts at or above `--fail-on`, 2 bad usage, a rule that cannot be answered or
 *   an input that cannot be read, 70 a bug, 130 interrupted
 */
export async function main(args: readonly string[], terminal?: Terminal): Promise<number> {
  if (terminal !== undefined) return run(args, terminal);
  const { signal, ignore } = listenForInterruption();
  const own = processTerminal(signal);
  try {
    return await run(args, own);
  } finally {
    ignore();
  }
}

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let status = 0;
  const bind: Bind =
    <Arguments extends readonly unknown[]>(action: Action<Arguments>) =>
    async (...given: Arguments) => {
      status = await action(terminal, ...given);
    };
  const written: Promise<void>[] = [];
  const program = new Command('interloper')
    .description('Finds the compromised accounts in raw cloud identity logs')
    .version(version(), '-V, --version', 'print the version')
    .showHelpAfterError('(--help shows what there is)')
    .configureOutput({
      writeOut: (text) => void written.push(terminal.out(text)),
      writeErr: (text) => terminal.err(text),
      getOutHelpWidth: () => terminal.outScreen.width,
      getErrHelpWidth: () => terminal.errScreen.width,
    })
    .addHelpText(
      'after',
      `
Examples:
  interloper scan examples
  interloper query examples --kql "SigninLogs | summarize count() by ResultType"
  interloper scan --help`,
    )
    .exitOverride();
  try {
    for (const declare of await declarations(args)) declare(program, bind);
    program.commands.forEach(refuseRepeats);
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    return failureOf(error, terminal);
  } finally {
    await Promise.all(written);
  }
}

/** Only the command that was asked for is loaded; the others are when help or a suggestion needs them. */
async function declarations(args: readonly string[]): Promise<readonly Declare[]> {
  const [first = ''] = args;
  const load = Object.hasOwn(commands, first) ? commands[first] : undefined;
  if (load !== undefined) return [await load()];
  return Promise.all(Object.values(commands).map(async (each) => each()));
}

function failureOf(error: unknown, terminal: Terminal): number {
  // Commander has printed its message by now; its own status for bad usage is 1, ours is 2.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const reason: unknown = terminal.signal.aborted ? terminal.signal.reason : error;
  if (reason instanceof Interrupted) {
    say(terminal, 'interrupted');
    return reason.status;
  }
  if (error instanceof UserError) {
    say(terminal, `interloper: ${error.message}`);
    return 2;
  }
  tellBug(error, (text) => say(terminal, text));
  return INTERNAL_ERROR;
}

function tellBug(error: unknown, tell: (text: string) => void): void {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  if (process.env['INTERLOPER_DEBUG'] === '1') tell(details);
  else tell(`internal error: ${first} (INTERLOPER_DEBUG=1 shows details; please report it)`);
}

/** For what escapes every promise: the same one line, and the status of a bug. */
export function endOnBug(error: unknown): never {
  tellBug(error, (text) => process.stderr.write(`${text}\n`));
  process.exit(INTERNAL_ERROR);
}
