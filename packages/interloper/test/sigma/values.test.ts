import { Buffer } from 'node:buffer';
import { duckdb } from '@interloper/duckdb';
import { sigma } from '@interloper/sigma';
import type { Store } from '@interloper/sql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { testCatalog, testDataset, testRow } from './test-log.js';
import type { TestEvent } from './test-log.js';

// Modifiers that generated rules (property.test.ts) leave out, each against a few lines that say what it means.

let store: Store;
let runs = 0;

beforeAll(async () => {
  store = await duckdb.open();
  await store.createDataset(testDataset.name, testDataset.columns);
});

afterAll(async () => {
  await store.close();
});

type Line = Readonly<Record<string, string | number | readonly (string | number)[]>>;

/** Which of the events a selection of one line matches. */
async function matched(line: Line, events: readonly TestEvent[]): Promise<readonly boolean[]> {
  runs += 1;
  const scenario = `values ${runs}`;
  const rows = events.map((event, n) => testRow(scenario, n, event));
  await store.append(testDataset.name, { kind: 'values', columns: testDataset.columns, rows });
  const text = stringify({
    title: 'generated',
    logsource: { product: 'test', service: 'alpha' },
    detection: { s: line, condition: 's' },
    fields: ['n'],
  });
  const { plan, diagnostics } = sigma.compile(text, testCatalog(scenario));
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  const { columns, rows: found } = await store.query(plan);
  const at = columns.findIndex(({ name }) => name === 'n');
  const numbers = new Set(found.map((row) => Number(row[at])));
  return events.map((_, n) => numbers.has(n));
}

/** Holds a line to what it means for each of the events; some lines must match, and some not. */
async function expectMeaning<Model>(
  model: fc.Arbitrary<Model>,
  lineOf: (model: Model) => Line,
  eventsOf: (model: Model) => readonly TestEvent[],
  means: (model: Model, event: TestEvent) => boolean,
): Promise<void> {
  const seen = { true: 0, false: 0 };
  await fc.assert(
    fc.asyncProperty(model, async (given) => {
      const events = eventsOf(given);
      const expected = events.map((event) => means(given, event));
      for (const each of expected) seen[`${each}`] += 1;
      expect(await matched(lineOf(given), events)).toEqual(expected);
    }),
    { numRuns: 40, seed: 20_261_122 },
  );
  expect(seen.true).toBeGreaterThan(5);
  expect(seen.false).toBeGreaterThan(5);
}

const PARTS: Readonly<Record<string, (date: Date) => number>> = {
  minute: (date) => date.getUTCMinutes(),
  hour: (date) => date.getUTCHours(),
  day: (date) => date.getUTCDate(),
  week: isoWeek,
  month: (date) => date.getUTCMonth() + 1,
  year: (date) => date.getUTCFullYear(),
};

/** The week of ISO 8601: that of the Thursday nearest, counted from the first Thursday of its year. */
function isoWeek(date: Date): number {
  const day = 86_400_000;
  const weekday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(Math.floor(date.getTime() / day) * day + (3 - weekday) * day);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - first) / (7 * day)) + 1;
}

const COMPARE: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '': (left, right) => left === right,
  neq: (left, right) => left !== right,
  lt: (left, right) => left < right,
  lte: (left, right) => left <= right,
  gt: (left, right) => left > right,
  gte: (left, right) => left >= right,
};

// Modifiers appendix, Time Modifiers. Years' ends and leap days are where weeks go wrong.
test.each(Object.keys(PARTS))('%s is that part of a date, in UTC', async (part) => {
  const of = PARTS[part] ?? isoWeek;
  const edges = ['2024-12-30', '2025-12-29', '2026-01-01', '2027-01-03', '2028-02-29'].map(
    (day) => new Date(`${day}T23:59:59.999Z`),
  );
  await expectMeaning(
    fc.record({
      dates: fc.array(
        fc.oneof(
          fc.constantFrom(...edges),
          fc.date({ min: new Date('2019-01-01'), max: new Date('2031-01-01'), noInvalidDate: true }),
        ),
        { minLength: 4, maxLength: 8 },
      ),
      field: fc.constantFrom('When', 'Stamp'),
      compare: fc.constantFrom(...Object.keys(COMPARE)),
    }),
    ({ dates, field, compare }) => ({
      [[field, part, ...(compare === '' ? [] : [compare])].join('|')]: of(dates[0] ?? new Date()),
    }),
    ({ dates, field }) => [...dates.map((date) => ({ [field]: date.toISOString() })), { User: 'none' }],
    ({ dates, field, compare }, event) => {
      const text = event[field];
      const holds = COMPARE[compare];
      if (typeof text !== 'string' || holds === undefined) return false;
      return holds(of(new Date(text)), of(dates[0] ?? new Date()));
    },
  );
});

const word = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '*', '\\', '?', ' '), maxLength: 3 });

// Modifiers appendix, Specific Modifiers: wildcards of an event are plain text.
test.each([
  ['fieldref', (left: string, right: string) => left === right],
  ['fieldref|startswith', (left: string, right: string) => left.startsWith(right)],
  ['fieldref|endswith', (left: string, right: string) => left.endsWith(right)],
  ['fieldref|contains', (left: string, right: string) => left.includes(right)],
  ['fieldref|neq', (left: string, right: string) => left !== right],
] as const)('%s compares two fields of an event', async (modifiers, compare) => {
  await expectMeaning(
    fc.record({
      events: fc.array(fc.record({ User: word, Other: word }, { requiredKeys: [] }), {
        minLength: 6,
        maxLength: 12,
      }),
      cased: fc.boolean(),
    }),
    ({ cased }) => ({ [`User|${modifiers}${cased ? '|cased' : ''}`]: 'Other' }),
    ({ events }) => events,
    ({ cased }, { User, Other }) => {
      if (typeof User !== 'string' || typeof Other !== 'string') return false;
      const fold = (text: string): string => (cased ? text : text.toLowerCase());
      return compare(fold(User), fold(Other));
    },
  );
});

const octets = fc.tuple(
  fc.constantFrom(192, 198),
  fc.constantFrom(0, 51),
  fc.constantFrom(2, 3, 100),
  fc.integer({ min: 0, max: 255 }),
);
const groups = fc.array(fc.constantFrom(0, 1, 0xdb8, 0x2001, 0xffff), { minLength: 8, maxLength: 8 });

function bitsOf(parts: readonly number[], size: number): string {
  return parts.map((part) => part.toString(2).padStart(size, '0')).join('');
}

// Modifiers appendix, IP Modifiers: the first bits of the address are those of the network.
test.each([
  ['IPv4', octets.map((parts): readonly number[] => parts), 8, '.', 10],
  ['IPv6', groups.map((parts): readonly number[] => parts), 16, ':', 16],
] as const)(
  'cidr: an address of %s lies in a network by its first bits',
  async (_, address, size, sign, radix) => {
    const textOf = (parts: readonly number[]): string => parts.map((part) => part.toString(radix)).join(sign);
    await expectMeaning(
      address.chain((network) =>
        fc.record({
          network: fc.constant(network),
          prefix: fc.integer({ min: 1, max: network.length * size }),
          others: fc.array(address, { minLength: 4, maxLength: 8 }),
          flipped: fc.integer({ min: 0, max: network.length * size - 1 }),
        }),
      ),
      ({ network, prefix }) => {
        // A network as people write it: what lies behind the prefix is zero.
        const bits = bitsOf(network, size)
          .slice(0, prefix)
          .padEnd(network.length * size, '0');
        const parts = network.map((__, at) => Number.parseInt(bits.slice(at * size, (at + 1) * size), 2));
        return { 'Ip|cidr': `${textOf(parts)}/${prefix}` };
      },
      ({ network, others, flipped }) => {
        const near = network.map((part, at) =>
          Math.floor(flipped / size) === at ? part ^ (1 << (size - 1 - (flipped % size))) : part,
        );
        return [network, near, ...others]
          .map((parts) => ({ Ip: textOf(parts) }))
          .concat([{ Ip: 'no address' }]);
      },
      ({ network, prefix }, { Ip }) => {
        const parts =
          typeof Ip === 'string' ? Ip.split(sign).map((part) => Number.parseInt(part, radix)) : [];
        if (parts.length !== network.length || parts.some(Number.isNaN)) return false;
        return bitsOf(parts, size).slice(0, prefix) === bitsOf(network, size).slice(0, prefix);
      },
    );
  },
);

// Modifiers appendix, Encoding: wherever a value stands in what was encoded, one of the three variants is found.
test.each(['utf8', 'utf16le'] as const)(
  'base64offset finds a value of %s at every offset',
  async (encoding) => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme-ascii', minLength: 3, maxLength: 9 }),
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 5 }), fc.uint8Array({ maxLength: 5 })), {
          minLength: 3,
          maxLength: 6,
        }),
        async (value, around) => {
          const bytes = Buffer.from(value, encoding);
          const events = around.map(([before, after]) => ({
            Text: `powershell ${Buffer.concat([before, bytes, after]).toString('base64')} end`,
          }));
          const wide = encoding === 'utf8' ? '' : 'wide|';
          const written = value.replaceAll(/[\\*?]/g, String.raw`\$&`);
          const line = { [`Text|${wide}base64offset|contains`]: written };
          expect(await matched(line, [...events, { Text: 'powershell end' }])).toEqual([
            ...events.map(() => true),
            false,
          ]);
        },
      ),
      { numRuns: 40, seed: 20_261_123 },
    );
  },
);

// Modifiers appendix, String Modifiers: every dash that begins an option may be any of the five.
test('windash finds every spelling of an option', async () => {
  const dash = fc.constantFrom('-', '/', '\u2013', '\u2014', '\u2015');
  const options = fc.array(fc.constantFrom('enc', 'w', 'nop'), { minLength: 1, maxLength: 3 });
  await expectMeaning(
    options.chain((names) =>
      fc.record({
        names: fc.constant(names),
        spelt: fc.array(fc.tuple(...names.map(() => dash)), { minLength: 3, maxLength: 6 }),
        written: fc.tuple(...names.map(() => dash)),
      }),
    ),
    ({ names, written }) => ({
      'Text|windash|contains': names.map((name, at) => `${written[at] ?? '-'}${name}`).join(' '),
    }),
    ({ names, spelt }) => [
      ...spelt.map((dashes) => ({
        Text: `cmd ${names.map((name, at) => `${dashes[at] ?? '-'}${name}`).join(' ')} x`,
      })),
      { Text: `cmd ${names.map((name) => `+${name}`).join(' ')} x` },
      { Text: `cmd ${names.join(' ')}` },
    ],
    (_, { Text }) => typeof Text === 'string' && /^cmd [-/\u2013-\u2015]/u.test(Text),
  );
});
