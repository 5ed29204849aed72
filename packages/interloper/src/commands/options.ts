import { InvalidArgumentError, Option } from 'commander';
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
  return new Option(
    '--watchlist <name=file>',
    'a CSV that rules look things up in, by name; may be repeated',
  ).argParser(parseWatchlist);
}

export function externalOption(): Option {
  return new Option(
    '--external <url=file>',
    'a file that rules in KQL ask for by its address (externaldata), which nobody fetches; may be repeated',
  ).argParser(parseExternal);
}

export function threatIntelOption(): Option {
  return new Option(
    '--threat-intel <file>',
    'indicators: lists of addresses and domains, STIX, MISP; may be repeated',
  ).argParser(collect);
}

export function pipelineOption(): Option {
  return new Option(
    '--pipeline <file>',
    "a processing pipeline in pySigma's YAML for Sigma rules; may be repeated",
  ).argParser(collect);
}

export function geoOption(): Option {
  return new Option(
    '--geo <file>',
    'where addresses are and whose: a MaxMind database (.mmdb); may be repeated',
  ).argParser(collect);
}

export function macrosOption(): Option {
  return new Option(
    '--macros <path>',
    'what rules name and do not define: macros and lookups of SPL (.conf, contentctl YAML), functions of KQL (parser YAML); a file or a folder, may be repeated',
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
