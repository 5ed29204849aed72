import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Container } from '../../src/files/container.js';
import type { InputMember } from '../../src/files/input-member.js';
import { salvageRecords } from '../../src/files/salvage.js';
import { collect } from './support.js';

/** A member over bytes, given in chunks. */
function memberOf(bytes: Uint8Array, chunk: number): InputMember {
  return {
    kind: 'member',
    path: 'memory',
    file: 'memory',
    size: bytes.length,
    compression: 'none',
    encoding: 'utf-8',
    head: '',
    complete: false,
    direct: false,
    directCsv: false,
    read: async function* () {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    },
    fingerprint: async () => ({ sha256: '', textBytes: bytes.length }),
  };
}

/** Records that hold objects which could be taken for records, were they torn out. */
const record = fc.record({
  id: fc.integer(),
  text: fc.string({ unit: fc.constantFrom('a', '"', '\\', '{', '}', '[', ']', ',', '\n', 'é') }),
  location: fc.record({ city: fc.constant('x') }),
  steps: fc.array(fc.record({ step: fc.nat() }), { maxLength: 2 }),
});
const records = fc.array(record, { minLength: 1, maxLength: 5 });
const indent = fc.constantFrom(undefined, 1, 2);

interface Layout {
  readonly container: Container;
  readonly write: (values: readonly unknown[], indent: number | undefined) => string;
}

const layouts: readonly Layout[] = [
  {
    container: { kind: 'lines', id: 'json-lines', title: '' },
    write: (values) => values.map((value) => `${JSON.stringify(value)}\n`).join(''),
  },
  {
    container: { kind: 'array', id: 'json-array', title: '' },
    write: (values, space) => JSON.stringify(values, null, space),
  },
  {
    container: { kind: 'values', id: 'json-values', title: '' },
    write: (values, space) => values.map((value) => `${JSON.stringify(value, null, space)}\n`).join(''),
  },
  {
    container: { kind: 'member', id: 'graph-page', title: '', key: 'value', perLine: false },
    write: (values, space) => JSON.stringify({ '@odata.context': 'c', value: values }, null, space),
  },
  {
    container: { kind: 'member', id: 'event-hub-batch', title: '', key: 'records', perLine: true },
    write: (values) => values.map((value) => `${JSON.stringify({ records: [value] })}\n`).join(''),
  },
];

describe.each(layouts)('damage to $container.kind $container.id', ({ container, write }) => {
  test('by a cut: the records before it are whole, and what is lost is told', async () => {
    await fc.assert(
      fc.asyncProperty(
        records,
        indent,
        fc.nat(),
        fc.integer({ min: 1, max: 50 }),
        async (values, space, cut, chunk) => {
          const whole = Buffer.from(write(values, space));
          const length = cut % (whole.length + 1);
          const salvaged = await collect(
            salvageRecords(memberOf(whole.subarray(0, length), chunk), container),
          );
          const found = salvaged.flatMap((each) => (each.kind === 'record' ? [each.value] : []));
          expect(found).toEqual(values.slice(0, found.length));
          if (length === whole.length) expect(salvaged).toHaveLength(values.length);
          expect(salvaged.filter(({ kind }) => kind === 'bad').length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('by a cut onto which another text was joined: nothing is made up', async () => {
    await fc.assert(
      fc.asyncProperty(records, records, indent, fc.nat(), async (values, others, space, cut) => {
        const whole = Buffer.from(write(values, space));
        const first = whole.subarray(0, cut % whole.length);
        const bytes = Buffer.concat([first, Buffer.from(`\n${write(others, space)}`)]);
        const salvaged = await collect(salvageRecords(memberOf(bytes, 1000), container));
        const found = salvaged.flatMap((each) =>
          each.kind === 'record' ? [JSON.stringify(each.value)] : [],
        );
        const real = new Set([...values, ...others].map((value) => JSON.stringify(value)));
        expect(found.filter((value) => !real.has(value))).toEqual([]);
        const byLine = container.kind === 'lines' || (container.kind === 'member' && container.perLine);
        const lost = others.map((value) => JSON.stringify(value)).filter((value) => !found.includes(value));
        if (byLine) expect(lost).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('by any bytes: it always comes to an end, and says what it could not read', async () => {
    const noise = fc.string({
      unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '\n', ' ', 'a', '1'),
    });
    await fc.assert(
      fc.asyncProperty(
        records,
        indent,
        fc.nat(),
        fc.nat({ max: 20 }),
        noise,
        async (values, space, at, removed, added) => {
          const whole = Buffer.from(write(values, space));
          const place = at % (whole.length + 1);
          const bytes = Buffer.concat([
            whole.subarray(0, place),
            Buffer.from(added),
            whole.subarray(place + removed),
          ]);
          const salvaged = await collect(salvageRecords(memberOf(bytes, 7), container));
          const before = values.filter((value) => {
            const text = JSON.stringify(value, null, space);
            const end = write(values, space).indexOf(text);
            return end >= 0 && Buffer.byteLength(write(values, space).slice(0, end + text.length)) < place;
          });
          const found = new Set(
            salvaged.flatMap((each) => (each.kind === 'record' ? [JSON.stringify(each.value)] : [])),
          );
          // What was whole before the damage is found.
          expect(before.filter((value) => !found.has(JSON.stringify(value)))).toEqual([]);
          expect(salvaged.every((each) => each.kind === 'record' || each.cause !== '')).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
