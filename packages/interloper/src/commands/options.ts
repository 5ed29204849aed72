import { InvalidArgumentError, Option } from 'commander';
import { ticksOfIso } from '@interloper/plan';

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
  return new Option('--source <id>', 'read every file as this source (see interloper sources)');
}

export function formatOption(...formats: readonly [string, ...string[]]): Option {
  return new Option('--format <format>', 'how the result is written').choices(formats).default(formats[0]);
}
