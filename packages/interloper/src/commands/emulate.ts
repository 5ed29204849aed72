import { join } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { count, renderTable, visible } from '@interloper/report';
import type { Field } from '@interloper/report';
import { dateOfTicks } from '@interloper/plan';
import { print, say } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { ContextOptions } from '../context/options.js';
import type { Action, Declare } from './command.js';
import { emulateNoise, noise } from './emulate-noise.js';
import { parseInstant } from './options.js';

interface Options {
  readonly out?: string;
  readonly shape?: string;
  readonly seed: string;
  readonly at: bigint;
  readonly users?: number;
  readonly days?: number;
  readonly events?: number;
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
    .addOption(numberOption('--users <number>', `people of ${noise.id} (default 500)`))
    .addOption(numberOption('--days <number>', `days of ${noise.id} (default 30)`))
    .addOption(
      numberOption('--events <number>', `about how many events ${noise.id} has (default some 400,000)`),
    )
    .addHelpText(
      'after',
      `
Examples:
  interloper emulate
  interloper emulate password-spray --out spray
  interloper emulate impossible-travel --shape log-analytics-csv --out travel
  interloper emulate aws-console-takeover --out takeover
  interloper emulate noise --users 50 --days 10 --out quiet`,
    )
    .action(bind(emulate));
};

const emulate: Action<[string | undefined, Options]> = async (terminal, id, options) => {
  const { scenarios, storyShapes } = await import('@interloper/emulate');
  const all = [...scenarios.values()];
  if (id === undefined) {
    for (const log of new Set(all.map((scenario) => scenario.log))) {
      const own = all.filter((scenario) => scenario.log === log);
      await list(terminal, `Scenarios in ${log}`, own.map(titleOf));
      await list(terminal, `Shapes of ${log}`, (own[0]?.shapes ?? []).map(titleOf));
    }
    await list(terminal, 'Noise', [titleOf(noise)]);
    await list(terminal, 'Shapes of noise', storyShapes.map(titleOf));
    return 0;
  }
  const { out, shape: named, seed, users, days, events: about } = options;
  const at = dateOfTicks(options.at).getTime();
  if (id === noise.id) {
    if (out === undefined) throw new UserError(NO_FOLDER);
    const size = { ...(users && { users }), ...(days && { days }), ...(about && { events: about }) };
    await emulateNoise(terminal, { out, shape: named, seed, at, ...size });
    return 0;
  }
  if ((users ?? days ?? about) !== undefined)
    throw new UserError(`--users, --days and --events are for ${noise.id}; a scenario has its own size`);
  const scenario = scenarios.get(id);
  if (scenario === undefined)
    throw new UserError(`there is no scenario ${id}; interloper emulate lists them`);
  const shape = named === undefined ? scenario.shapes[0] : scenario.shapes.find((each) => each.id === named);
  if (shape === undefined)
    throw new UserError(`${scenario.log} has no shape ${named ?? ''}; interloper emulate lists them`);
  if (out === undefined) throw new UserError(NO_FOLDER);
  const telling = scenario.tell(seed, at);
  const { files, events } = telling.write(shape.id);
  if (events === 0) throw new UserError(`the shape ${shape.id} cannot carry any event of ${scenario.id}`);
  const { writeFiles } = await import('./write-files.js');
  const written = await writeFiles(out, files);
  const { writeContext } = await import('./write-context.js');
  const known = contextArguments(await writeContext(join(out, 'context'), telling.context));
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

const NO_FOLDER = 'name the folder to write to: --out FOLDER';

function numberOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number above 0.');
    return Number(text);
  });
}

function titleOf({ id, title }: { readonly id: string; readonly title: string }): Field {
  return { name: id, value: title };
}

async function list(terminal: Terminal, name: string, fields: readonly Field[]): Promise<void> {
  const rows = fields.map((field) => [field.name, field.value]);
  await print(terminal, [...renderTable([{ name }, { name: 'what it is' }], rows, terminal.outScreen), '']);
}
