import { join } from 'node:path';
import { Option } from 'commander';
import { count, renderTable, visible } from '@interloper/report';
import type { Field } from '@interloper/report';
import { dateOfTicks } from '@interloper/plan';
import { print, say } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { ContextOptions } from '../context/options.js';
import type { Action, Declare } from './command.js';
import { parseInstant } from './options.js';

interface Options {
  readonly out?: string;
  readonly shape?: string;
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
      "Writes a scenario's events as log files of one shape. Nothing in them is real; the same options write the same bytes.",
    )
    .argument('[scenario]', 'what happens; without it, scenarios and shapes are listed')
    .option('--out <folder>', 'where the files are written')
    .option('--shape <id>', "the form of the export; default the log's usual one")
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
  interloper emulate impossible-travel --shape log-analytics-csv --out travel
  interloper emulate aws-console-takeover --out takeover`,
    )
    .action(bind(emulate));
};

const emulate: Action<[string | undefined, Options]> = async (terminal, id, options) => {
  const { scenarios } = await import('@interloper/emulate');
  const all = [...scenarios.values()];
  if (id === undefined) {
    for (const log of new Set(all.map((scenario) => scenario.log))) {
      const own = all.filter((scenario) => scenario.log === log);
      await list(terminal, `Scenarios in ${log}`, own.map(titleOf));
      await list(terminal, `Shapes of ${log}`, (own[0]?.shapes ?? []).map(titleOf));
    }
    return 0;
  }
  const scenario = scenarios.get(id);
  if (scenario === undefined)
    throw new UserError(`there is no scenario ${id}; interloper emulate lists them`);
  const shape =
    options.shape === undefined
      ? scenario.shapes[0]
      : scenario.shapes.find((each) => each.id === options.shape);
  if (shape === undefined)
    throw new UserError(`${scenario.log} has no shape ${options.shape ?? ''}; interloper emulate lists them`);
  if (options.out === undefined) throw new UserError('name the folder to write to: --out FOLDER');
  const telling = scenario.tell(options.seed, dateOfTicks(options.at).getTime());
  const { files, events } = telling.write(shape.id);
  if (events === 0) throw new UserError(`the shape ${shape.id} cannot carry any event of ${scenario.id}`);
  const { writeFiles } = await import('./write-files.js');
  const written = await writeFiles(options.out, files);
  const { writeContext } = await import('./write-context.js');
  const known = contextArguments(await writeContext(join(options.out, 'context'), telling.context));
  const lost = telling.events - events;
  if (lost > 0) say(terminal, `${count(lost, 'event')} left out: the shape ${shape.id} cannot carry them`);
  await print(terminal, [
    `${count(events, 'event')} in ${written.map((path) => visible(path)).join(', ')}`,
    ...(known.length === 0 ? [] : [`known beside the logs: ${visible(known.join(' '))}`]),
    ...telling.compromised.map(({ account, severity, why }) =>
      visible(`compromised: ${account} (${severity}): ${why.join(', ')}`),
    ),
    ...telling.notCompromised.map(({ account, why }) => visible(`not compromised: ${account}: ${why}`)),
  ]);
  return 0;
};

/** The options of `scan` that give it what the organisation knows. */
function contextArguments({ watchlists = {}, threatIntel = [] }: ContextOptions): readonly string[] {
  return [
    ...Object.entries(watchlists).map(([name, path]) => `--watchlist ${name}=${path}`),
    ...threatIntel.map((path) => `--threat-intel ${path}`),
  ];
}

function titleOf({ id, title }: { readonly id: string; readonly title: string }): Field {
  return { name: id, value: title };
}

async function list(terminal: Terminal, name: string, fields: readonly Field[]): Promise<void> {
  const rows = fields.map((field) => [field.name, field.value]);
  await print(terminal, [...renderTable([{ name }, { name: 'what it is' }], rows, terminal.outScreen), '']);
}
