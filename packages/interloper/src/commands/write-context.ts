import { join } from 'node:path';
import type { StoryContext } from '@interloper/emulate';
import type { ContextOptions } from '../context/options.js';
import { writeFiles } from './write-files.js';

/** Writes what an emulated organisation knows beside its logs as files under a folder, and gives them as options. */
export async function writeContext(folder: string, context: StoryContext = {}): Promise<ContextOptions> {
  const { watchlists = {}, threatIntel } = context;
  const written: Record<string, string> = {};
  for (const [name, text] of Object.entries(watchlists)) {
    written[name] = await writeText(folder, `${name}.csv`, text);
  }
  return {
    watchlists: written,
    threatIntel: threatIntel === undefined ? [] : [await writeText(folder, 'indicators.txt', threatIntel)],
  };
}

async function writeText(folder: string, path: string, text: string): Promise<string> {
  await writeFiles(folder, [{ path, content: new TextEncoder().encode(text) }]);
  return join(folder, path);
}
