import { join } from 'node:path';
import { count, visible } from '@interloper/report';
import { print } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import { writeContext } from './write-context.js';
import { writeFiles } from './write-files.js';

/** The name under which `emulate` knows it, beside the scenarios. */
export const noise = {
  id: 'noise',
  title: 'a whole organisation in all services, for weeks, without any attack',
} as const;

interface NoiseRequest {
  readonly out: string;
  readonly shape: string | undefined;
  readonly seed: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly users?: number;
  readonly days?: number;
  readonly events?: number;
}

/** Writes the noise tenant, a folder for each day, and tells which options give a scan what the tenant's IT knows. */
export async function emulateNoise(
  terminal: Terminal,
  { out, shape: named, ...options }: NoiseRequest,
): Promise<void> {
  const { composeNoise, countStoryEvents, storyShapes, writeStory } = await import('@interloper/emulate');
  const shape = storyShapes.find(({ id }) => id === (named ?? storyShapes[0].id));
  if (shape === undefined)
    throw new UserError(
      `${noise.id} has no shape ${named ?? ''}; there are: ${storyShapes.map(({ id }) => id).join(', ')}`,
    );
  const tenant = composeNoise(options);
  let events = 0;
  for (const { date, logs } of tenant.logs()) {
    events += countStoryEvents(logs);
    await writeFiles(join(out, 'logs', date), writeStory(logs, shape.id));
  }
  const { watchlists = {} } = await writeContext(join(out, 'context'), tenant.context);
  const known = Object.entries(watchlists).map(([name, path]) => `--watchlist ${name}=${path}`);
  await print(terminal, [
    `${count(events, 'event')} of ${count(tenant.users, 'user')} on ${count(tenant.days, 'day')} in ${visible(join(out, 'logs'))}`,
    `known beside the logs: ${visible(known.join(' '))}`,
    'compromised: nobody',
  ]);
}
