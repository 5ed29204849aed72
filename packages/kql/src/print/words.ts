import { CannotSay, isoOfTicks } from '@interloper/plan';
import type { Literal } from '@interloper/plan';

/** Names that the parser takes for something else where a column stands. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'accumulate and as asc between boolean by contains count datatable date datetime decimal desc distinct double dynamic extend externaldata false find first flags float has in int invoke join kind last let limit long materialize not null of on or order others print project queries range real sample search set shards sort string summarize take time timespan title to top totable true union uniqueid viewers where with'.split(
    ' ',
  ),
);

/** A table's or column's name, quoted where it is no plain word. */
export function nameText(name: string): string {
  const plain = /^[A-Za-z_]\w*$/.test(name) && !KEYWORDS.has(name);
  return plain ? name : `['${name.replaceAll(/[\\']/g, String.raw`\$&`)}']`;
}

/** A text literal. Backslashes stand for themselves where that is easier to read. */
export function quoted(value: string): string {
  const lines = /[\n\r\t]/.test(value);
  if (value.includes('\\') && !lines) return `@"${value.replaceAll('"', '""')}"`;
  const escaped = value
    .replaceAll(/[\\"]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`);
  return `"${escaped}"`;
}

/** A constant. */
export function literalText({ type, value }: Literal): string {
  if (value === null) return NULLS[type] ?? cannot(type);
  switch (type) {
    case 'string':
      return quoted(String(value));
    case 'bool':
      return String(value);
    case 'int':
    case 'long':
      return String(value);
    case 'real':
      if (!Number.isFinite(Number(value)))
        return `real(${String(value).toLowerCase().replace('infinity', 'inf').replace(/^inf/, '+inf')})`;
      return Number.isInteger(Number(value)) && !String(value).includes('e')
        ? `${String(value)}.0`
        : `real(${String(value)})`;
    case 'decimal':
      return `decimal(${String(value)})`;
    case 'datetime':
      return `datetime(${isoOfTicks(BigInt(String(value)))})`;
    case 'timespan':
      return timespanText(BigInt(String(value)));
    case 'guid':
      return `guid(${String(value)})`;
    case 'dynamic':
      return `dynamic(${String(value)})`;
    case 'multivalue':
      return cannot(type);
  }
}

const NULLS: Readonly<Record<string, string>> = {
  string: '""',
  bool: 'bool(null)',
  int: 'int(null)',
  long: 'long(null)',
  real: 'real(null)',
  datetime: 'datetime(null)',
  timespan: 'timespan(null)',
  dynamic: 'dynamic(null)',
  multivalue: 'dynamic(null)',
};

function cannot(type: string): never {
  throw new CannotSay(`a constant of type ${type}`);
}

const UNITS: readonly (readonly [string, bigint])[] = [
  ['d', 864_000_000_000n],
  ['h', 36_000_000_000n],
  ['m', 600_000_000n],
  ['s', 10_000_000n],
  ['ms', 10_000n],
  ['tick', 1n],
];

/** A duration in the largest unit that it is a whole number of; up to two days in hours. */
function timespanText(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const found = UNITS.find(([unit, length]) => size % length === 0n && (unit !== 'd' || size > 2n * length));
  const [unit, length] = found ?? ['tick', 1n];
  return `${(ticks / length).toString()}${unit}`;
}
