import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Telling } from '@interloper/emulate';
import { writeContext } from '../../../src/commands/write-context.js';
import { writeFiles } from '../../../src/commands/write-files.js';
import { openSession } from '../../../src/workspace/session.js';
import type { Session } from '../../../src/workspace/session.js';

/** A session that holds a telling's logs in one shape, and what it brings beside them. */
export async function openTelling(telling: Telling, shape: string): Promise<Session> {
  const folder = mkdtempSync(join(tmpdir(), 'telling-'));
  await writeFiles(join(folder, 'logs'), telling.write(shape).files);
  const session = await openSession(undefined, await writeContext(join(folder, 'context'), telling.context));
  await session.ingest([join(folder, 'logs')]);
  rmSync(folder, { recursive: true, force: true });
  return session;
}
