import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { AlertSeverity } from '@interloper/detect';
import type { Scenario, StoryContext, WrittenFile } from '@interloper/emulate';
import { writeContext } from '../../../src/commands/write-context.js';
import { writeFiles } from '../../../src/commands/write-files.js';
import { openSession } from '../../../src/workspace/session.js';
import type { Session } from '../../../src/workspace/session.js';

const BEGINNING = Date.parse('2026-03-02T08:00:00Z');

/**
 * Many scenarios as the logs of one place: each is told of other people, in an organisation, accounts and networks of its
 * own, so that none knows of another. What each brings beside its logs is put together.
 */
export async function openNeighbours(scenarios: readonly Scenario[]): Promise<Neighbours> {
  const folder = mkdtempSync(join(tmpdir(), 'neighbours-'));
  const owners = new Map<string, string>();
  const contexts: StoryContext[] = [];
  const compromised: Compromised[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    const telling = scenario.tell(`neighbour-${scenario.id}`, BEGINNING);
    const rename = renamerOf(index + 1);
    const files = telling.write(scenario.shapes[0]?.id ?? '').files.map((file) => renamed(file, rename));
    await writeFiles(join(folder, 'logs', scenario.id), files);
    for (const { account } of [...telling.compromised, ...telling.notCompromised]) {
      const name = rename(account);
      const other = owners.get(name);
      if (other !== undefined) throw new Error(`${name} is in ${other} and in ${scenario.id}`);
      owners.set(name, scenario.id);
    }
    compromised.push(
      ...telling.compromised.map(({ account, severity }) => ({
        story: scenario.id,
        account: rename(account),
        severity,
      })),
    );
    if (telling.context !== undefined) contexts.push(renamedContext(telling.context, rename));
  }
  const session = await openSession(
    undefined,
    await writeContext(join(folder, 'context'), together(contexts)),
  );
  await session.ingest([join(folder, 'logs')]);
  rmSync(folder, { recursive: true, force: true });
  const storyOf = (account: string): string => owners.get(account) ?? 'an account that no scenario speaks of';
  return { session, compromised, storyOf };
}

interface Compromised {
  readonly story: string;
  readonly account: string;
  readonly severity: AlertSeverity;
}

interface Neighbours {
  readonly session: Session;
  /** Accounts that the scenarios say must be named. */
  readonly compromised: readonly Compromised[];
  /** The scenario that speaks of an account. */
  readonly storyOf: (account: string) => string;
}

/** The autonomous systems that are kept for documentation (RFC 5398), as whole numbers. */
const SYSTEMS = /(?<![\w.:-])64(?:49[6-9]|50\d|51[01])(?![\w.:-])/g;

type Rename = (text: string) => string;

/** Another organisation, with other accounts in the clouds, behind other networks. */
function renamerOf(number: number): Rename {
  const names: readonly (readonly [string, string])[] = [
    ['tailspin', `tailspin${number}`],
    ['fabrikam', `fabrikam${number}`],
    ['111122223333', String(111_122_200_000 + number)],
    ['192.0.2.', `192.${number}.2.`],
    ['198.51.100.', `198.${100 + number}.100.`],
    ['203.0.113.', `203.${number}.113.`],
    ['2001:db8:', `2001:${(0xd00 + number).toString(16)}:`],
  ];
  return (text) =>
    names
      .reduce((changed, [from, to]) => changed.replaceAll(from, to), text)
      .replaceAll(SYSTEMS, (system) => String(4_200_000_000 + number * 100_000 + Number(system)));
}

function renamed({ path, content }: WrittenFile, rename: Rename): WrittenFile {
  const isPacked = path.endsWith('.gz');
  const text = new TextDecoder().decode(isPacked ? gunzipSync(content) : content);
  return { path: isPacked ? path.slice(0, -3) : path, content: new TextEncoder().encode(rename(text)) };
}

function renamedContext({ watchlists = {}, threatIntel = '' }: StoryContext, rename: Rename): StoryContext {
  const lists = Object.entries(watchlists).map(([name, text]) => [name, rename(text)]);
  return {
    watchlists: Object.fromEntries(lists) as Record<string, string>,
    threatIntel: rename(threatIntel),
  };
}

/** Lists of one name under one header. */
function together(contexts: readonly StoryContext[]): StoryContext {
  const lists: Record<string, string> = {};
  for (const [name, text] of contexts.flatMap(({ watchlists = {} }) => Object.entries(watchlists))) {
    const end = text.indexOf('\n') + 1;
    const before = lists[name];
    if (before !== undefined && !before.startsWith(text.slice(0, end)))
      throw new Error(`two scenarios give ${name} other columns`);
    lists[name] = before === undefined ? text : before + text.slice(end);
  }
  return { watchlists: lists, threatIntel: contexts.map(({ threatIntel = '' }) => threatIntel).join('\n') };
}
