import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cloudTrailStories, openScene, scenarios } from '@interloper/emulate';
import { describe, expect, test } from 'vitest';

const at = Date.UTC(2026, 2, 2, 8);

test('every file of stories/ is in the registry, and nothing else', () => {
  const files = readdirSync(fileURLToPath(new URL('../src/cloud-trail/stories/', import.meta.url)));
  expect(files.map((name) => name.replace(/\.ts$/, '')).toSorted()).toEqual(
    [...cloudTrailStories.keys()].toSorted(),
  );
});

describe.each([...cloudTrailStories.values()])('$id', (story) => {
  const tell = (): ReturnType<typeof story.compose> => story.compose(openScene(story.id, 'test', at));

  test('is told the same each time and names somebody when it is an attack', () => {
    expect(tell()).toEqual(tell());
    expect(tell().compromised.length > 0).toBe(story.kind === 'attack');
  });

  test('speaks only of accounts that appear, and of each once', () => {
    const { events, findings = [], compromised, notCompromised } = tell();
    const told = [...compromised, ...notCompromised].map(({ account }) => account);
    expect(told).toHaveLength(new Set(told).size);
    const appearing = new Set([
      ...events.map(({ identity }) => JSON.stringify(identity['arn'] ?? null)),
      ...findings.map(({ userName }) => JSON.stringify(`arn:aws:iam::111122223333:user/${userName}`)),
    ]);
    expect(told.filter((account) => !appearing.has(JSON.stringify(account)))).toEqual([]);
  });

  test('is written in every shape of CloudTrail', () => {
    const telling = scenarios.get(story.id)?.tell('test', at);
    for (const { id } of scenarios.get(story.id)?.shapes ?? []) {
      const { files, events } = telling?.write(id) ?? { files: [], events: 0 };
      expect(events, id).toBe(telling?.events);
      expect(files.length, id).toBeGreaterThan(0);
    }
  });
});
