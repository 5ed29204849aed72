import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { ticksOfIso } from '@interloper/plan';
import type { ContextOptions } from '../context/options.js';

/** An instant given as ISO 8601 text, in ticks. UTC unless it has an offset. */
export function parseInstant(text: string): bigint {
  const ticks = ticksOfIso(text);
  if (ticks === undefined)
    throw new InvalidArgumentError('Give a time like 2026-03-20 or 2026-03-20T12:00:00Z.');
  return ticks;
}

export function nowOption(): Option {
  return new Option('--now <time>', 'the instant of the evaluation (default: the newest event)').argParser(
    parseInstant,
  );
}

export function storeOption(): Option {
  return new Option('--store <file>', 'keep the data in this file, and use what it holds');
}

export function sourceOption(): Option {
  return new Option(
    '--source <name>',
    'what every file is: a source or one of its tables (see interloper sources), or a new table of that name',
  );
}

export function formatOption(...formats: readonly [string, ...string[]]): Option {
  return new Option('--format <format>', 'how the result is written').choices(formats).default(formats[0]);
}

/** What the options for tables beside the logs give. */
export interface ContextChoices {
  readonly watchlist?: Readonly<Record<string, string>>;
  readonly external?: Readonly<Record<string, string>>;
  readonly threatIntel?: readonly string[];
  readonly geo?: readonly string[];
}

export function watchlistOption(): Option {
  return repeatable('--watchlist <name=file>', 'a CSV that rules look things up in, by name').argParser(
    parseWatchlist,
  );
}

export function externalOption(): Option {
  return repeatable(
    '--external <url=file>',
    'a file that rules in KQL ask for by its address (externaldata), which nobody fetches',
  ).argParser(parseExternal);
}

export function threatIntelOption(): Option {
  return repeatable(
    '--threat-intel <file>',
    'indicators: lists of addresses and domains, STIX, MISP',
  ).argParser(collect);
}

export function pipelineOption(): Option {
  return repeatable('--pipeline <file>', "a processing pipeline in pySigma's YAML for Sigma rules").argParser(
    collect,
  );
}

export function geoOption(): Option {
  return repeatable('--geo <file>', 'where addresses are and whose: a MaxMind database (.mmdb)').argParser(
    collect,
  );
}

export function macrosOption(): Option {
  return repeatable(
    '--macros <path>',
    'what rules name and do not define: macros and lookups of SPL (.conf, contentctl YAML), functions of KQL (parser YAML); a file or a folder',
  ).argParser(collect);
}

export function contextOf({ watchlist, external, threatIntel, geo }: ContextChoices): ContextOptions {
  return {
    ...(watchlist === undefined ? {} : { watchlists: watchlist }),
    ...(external === undefined ? {} : { externals: external }),
    ...(threatIntel === undefined ? {} : { threatIntel }),
    ...(geo === undefined ? {} : { geo }),
  };
}

const repeatableOptions = new WeakSet<Option>();

/** An option that gathers what it is given each time; its parser must. */
function repeatable(flags: string, description: string): Option {
  const option = new Option(flags, `${description}; may be repeated`);
  repeatableOptions.add(option);
  return option;
}

/** Refuses an option that is given twice and takes one value: the first would be passed over in silence. */
export function refuseRepeats(command: Command): void {
  for (const option of command.options) {
    if (option.isBoolean() || repeatableOptions.has(option)) continue;
    let given = false;
    command.on(`option:${option.name()}`, () => {
      if (given) command.error(`error: option '${option.flags}' is given twice and takes one value`);
      given = true;
    });
  }
}

function collect(file: string, before: readonly string[] = []): readonly string[] {
  return [...before, file];
}

function parseWatchlist(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const { name, file } = /^(?<name>[^=]+)=(?<file>.+)$/s.exec(text)?.groups ?? {};
  if (name === undefined || file === undefined)
    throw new InvalidArgumentError('Give a name and a CSV file, like travel=travel.csv.');
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`The watchlist ${name} is given twice.`);
  return { ...before, [name]: file };
}

/** An address holds `=` in its query: the file is what comes behind the last one. */
function parseExternal(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const { url, file } = /^(?<url>.+)=(?<file>[^=]+)$/s.exec(text)?.groups ?? {};
  if (url === undefined || file === undefined)
    throw new InvalidArgumentError(
      'Give an address and a file, like https://lists.example/nodes.csv=nodes.csv.',
    );
  if (Object.hasOwn(before, url)) throw new InvalidArgumentError(`A file for ${url} is given twice.`);
  return { ...before, [url]: file };
}
