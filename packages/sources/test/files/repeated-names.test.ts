import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFirst, withoutRepeats } from '../../src/files/repeated-names.js';
import { readText } from './support.js';

describe('a name that an object has twice', () => {
  test.each([
    ['{"a":1,"a":2}', { a: 1 }, ['a']],
    [
      '{"status":{"errorCode":0,"errorCode":50126},"id":"x"}',
      { status: { errorCode: 0 }, id: 'x' },
      ['errorCode'],
    ],
    ['[{"a":[{"b":1 , "b" : [2]}]},{"a":3}]', [{ a: [{ b: 1 }] }, { a: 3 }], ['b']],
    // The same name, spelt with an escape (RFC 8259, section 8.3).
    [String.raw`{"\u0061":1,"a":2,"c":"x\":\"y"}`, { a: 1, c: 'x":"y' }, ['a']],
  ])('%s counts once, as the first', (text, expected, names) => {
    const once = withoutRepeats(text, JSON.parse(text));
    expect(once?.names).toEqual(names);
    expect(JSON.parse(once?.text ?? '')).toEqual(expected);
    expect(parseFirst(text)).toEqual(expected);
  });

  test.each([
    '{}',
    '{"a":{"a":{"a":"\\":"}}}',
    '{"text":"{\\"a\\":1,\\"a\\":2}","list":[{"a":1},{"a":2}], "n" : -1.5e3}',
    '"a"',
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  ])('is not seen where there is none (%#)', (text) => {
    expect(withoutRepeats(text, JSON.parse(text))).toBeUndefined();
  });

  test('numbers keep their spelling', () => {
    const text = '{"a":12345678901234567890,"b":1.0,"b":2}';
    expect(withoutRepeats(text, JSON.parse(text))?.text).toBe('{"a":12345678901234567890,"b":1.0}');
  });

  /** Objects as lists of members, which may repeat a name. */
  type Node =
    string | number | null | readonly Node[] | { readonly members: readonly (readonly [string, Node])[] };
  const { node } = fc.letrec<{ node: Node }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.record({
        members: fc.array(fc.tuple(fc.constantFrom('a', 'b', '":', '\\', 'é'), tie('node')), {
          maxLength: 4,
        }),
      }),
    ),
  }));
  const isList = (value: Node): value is readonly Node[] => Array.isArray(value);
  const written = (value: Node): string => {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    if (isList(value)) return `[ ${value.map(written).join(' ,')}]`;
    return `{${value.members.map(([name, inner]) => `${JSON.stringify(name)} :${written(inner)}`).join(', ')}}`;
  };
  const first = (value: Node): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map(first);
    const found = new Map<string, unknown>();
    for (const [name, inner] of value.members) if (!found.has(name)) found.set(name, first(inner));
    return Object.fromEntries(found);
  };

  test('whatever the text, the first is taken', () => {
    fc.assert(
      fc.property(node, (value) => {
        expect(parseFirst(written(value))).toEqual(first(value));
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });
});

describe('salvaged records', () => {
  test('keep the first, in their JSON too, and say which names were repeated', async () => {
    const { records } = await readText('{"id":1,"id":2,"b":"x"}\n{"id":3}\n{"id":4}\n');
    expect(records.map(({ value, json, repeated }) => [value, json, repeated])).toEqual([
      [{ id: 1, b: 'x' }, '{"id":1,"b":"x"}', ['id']],
      [{ id: 3 }, '{"id":3}', undefined],
      [{ id: 4 }, '{"id":4}', undefined],
    ]);
    expect(records[0]?.text).toBe('{"id":1,"id":2,"b":"x"}');
  });

  test('also where a wrapper has two events', async () => {
    const wrap = (detail: string): string =>
      `{"version":"0","detail-type":"t","source":"aws.s",${detail},"time":"t"}`;
    const { values, records } = await readText(
      `${wrap('"detail":{"id":1,"id":0},"detail":{"id":2}')}\n${wrap('"detail":{"id":3}')}\n`,
    );
    expect(values).toEqual([{ id: 1 }, { id: 3 }]);
    expect(records[0]?.repeated?.toSorted()).toEqual(['detail', 'id']);
  });
});
