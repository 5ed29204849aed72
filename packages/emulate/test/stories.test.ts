import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openStage, scenarios, stories, storyShapes } from '@interloper/emulate';

const at = Date.UTC(2026, 2, 2, 8);
const folder = fileURLToPath(new URL('../src/stories/', import.meta.url));

test('every file in the folders of stories/ is in the registry, and nothing else', () => {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(`${folder}${name}`));
  expect(files.map((name) => name.replace(/\.ts$/, '')).toSorted()).toEqual([...stories.keys()].toSorted());
});

test('no two scenarios of any log have the same id', () => {
  for (const [id, story] of stories) expect(scenarios.get(id)?.title).toBe(story.title);
});

describe.each([...stories.values()])('$id', (story) => {
  const tell = (): ReturnType<typeof story.compose> => story.compose(openStage(story.id, 'test', at));

  test('is told the same each time and names somebody when it is an attack', () => {
    expect(tell()).toEqual(tell());
    expect(tell().compromised.length > 0).toBe(story.kind === 'attack');
  });

  test('speaks only of accounts that appear, and of each once', () => {
    const { logs, compromised, notCompromised } = tell();
    const told = [...compromised, ...notCompromised].map(({ account }) => account);
    expect(told).toHaveLength(new Set(told).size);
    const text = JSON.stringify(logs);
    expect(told.filter((account) => !text.includes(JSON.stringify(account).slice(1, -1)))).toEqual([]);
  });

  test.each(storyShapes)('is written as $id, no file over another', ({ id }) => {
    const { files } = scenarios.get(story.id)!.tell('test', at).write(id);
    const paths = files.map(({ path }) => path);
    expect(paths).not.toEqual([]);
    expect(paths).toHaveLength(new Set(paths).size);
  });
});
