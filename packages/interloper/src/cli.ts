import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';

/**
 * Runs the command line.
 *
 * @param args the arguments after the program's name
 * @returns the exit status: 0 done, 1 alerts at or above `--fail-on`, 2 bad usage or an input that cannot be read
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('interloper')
    .description('Finds the compromised accounts in raw cloud identity logs')
    .version(version(), '-V, --version', 'print the version')
    .showHelpAfterError('(interloper --help lists the commands)')
    .exitOverride();

  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has printed its message by now; its own status for bad usage is 1, ours is 2.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version);
  throw new Error('packages/interloper/package.json has no version');
}
