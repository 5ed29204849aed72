import { Option } from 'commander';
import { count, renderTable, visible } from '@interloper/report';
import type { Field } from '@interloper/report';
import { dateOfTicks } from '@interloper/plan';
import { print, say } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { Action, Declare } from './command.js';
import { parseInstant } from './options.js';

interface Options {
  readonly out?: string;
  readonly shape: string;
  readonly seed: string;
  readonly at: bigint;
  readonly list?: true;
}

/** A Monday. */
const BEGINNING = '2026-03-02T08:00:00Z';

export const declareEmulate: Declare = (program, bind) => {
  program
    .command('emulate')
    .summary('write the logs of an attack, or of something that only looks like one')
    .description(
      "Writes a scenario's sign-ins as log files of one shape. Nothing in them is real; the same options write the same bytes.",
    )
    .argument('[scenario]', 'what happens; without it, scenarios and shapes are listed')
    .option('--out <folder>', 'where the files are written')
    .option('--shape <id>', 'the form of the export', 'graph-beta')
    .option('--seed <text>', 'draws the tenant and its people', '1')
    .addOption(
      new Option('--at <time>', 'when the story begins')
        .argParser(parseInstant)
        .default(parseInstant(BEGINNING), BEGINNING),
    )
    .addHelpText(
      'after',
      `
Examples:
  interloper emulate
  interloper emulate password-spray --out spray
  interloper emulate impossible-travel --shape log-analytics-csv --out travel`,
    )
    .action(bind(emulate));
};

const emulate: Action<[string | undefined, Options]> = async (terminal, id, options) => {
  const { signInScenarios, signInShapes, composeTenant, writeSignIns } = await import('@interloper/emulate');
  if (id === undefined) {
    await list(terminal, 'Scenarios', [...signInScenarios.values()].map(titleOf));
    await list(terminal, 'Shapes', [...signInShapes.values()].map(titleOf));
    return 0;
  }
  const scenario = signInScenarios.get(id);
  if (scenario === undefined)
    throw new UserError(`there is no scenario ${id}; interloper emulate lists them`);
  const shape = signInShapes.get(options.shape);
  if (shape === undefined)
    throw new UserError(`there is no shape ${options.shape}; interloper emulate lists them`);
  if (options.out === undefined) throw new UserError('name the folder to write to: --out FOLDER');
  const outcome = scenario.compose(composeTenant(options.seed), { at: dateOfTicks(options.at).getTime() });
  const { canCarry } = await import('@interloper/emulate');
  const carried = outcome.events.filter((event) => canCarry(shape, event));
  if (carried.length === 0)
    throw new UserError(
      `the shape ${shape.id} cannot carry any sign-in of ${scenario.id}: it is for ${shape.tables.join(', ')}`,
    );
  const { writeFiles } = await import('./write-files.js');
  const written = await writeFiles(options.out, writeSignIns(shape.id, carried));
  const lost = outcome.events.length - carried.length;
  if (lost > 0)
    say(
      terminal,
      `${count(lost, 'sign-in')} left out: the shape ${shape.id} is for ${shape.tables.join(', ')}`,
    );
  await print(terminal, [
    `${count(carried.length, 'sign-in')} in ${written.map((path) => visible(path)).join(', ')}`,
    ...outcome.compromised.map(({ account, severity, why }) =>
      visible(`compromised: ${account} (${severity}): ${why.join(', ')}`),
    ),
    ...outcome.notCompromised.map(({ account, why }) => visible(`not compromised: ${account}: ${why}`)),
  ]);
  return 0;
};

function titleOf({ id, title }: { readonly id: string; readonly title: string }): Field {
  return { name: id, value: title };
}

async function list(terminal: Terminal, name: string, fields: readonly Field[]): Promise<void> {
  const rows = fields.map((field) => [field.name, field.value]);
  await print(terminal, [...renderTable([{ name }, { name: 'what it is' }], rows, terminal.outScreen), '']);
}
