import type { FileContainer } from '@interloper/plan';
import type { ReadOptions } from '@interloper/sources';
import type { Examined } from './examine.js';
import type { FileGroup } from './reading-plan.js';

/** The engine holds a page whole, in every thread; larger ones are read piece by piece. */
const LARGEST_PAGE = 64 * 1024 * 1024;
const LARGEST_RECORD = 16 * 1024 * 1024;
const SIZES = [128 * 1024, 1024 * 1024, 4 * 1024 * 1024];

/** An input that the engine may read where it lies. */
export interface DirectInput {
  readonly examined: Examined;
  readonly group: FileGroup;
  /** Inputs with equal keys are read by one plan. */
  readonly key: string;
}

/**
 * How the engine can read an input itself; undefined when it cannot: archives, other encodings, records in a wrapping,
 * values back to back, names that the engine takes for patterns.
 */
export function directInput(
  examined: Examined,
  options: ReadOptions,
  textBytes: number,
): DirectInput | undefined {
  const { member, shape, observed } = examined;
  if (shape === undefined) return undefined;
  const container = engineContainer(examined, textBytes);
  if (container === undefined) return undefined;
  const { compression } = member;
  const group = { shape, container, compression, observed, options };
  const { fields } = shape.read(observed, options);
  const paths = fields.map(({ name, path = [name] }) => path.join('\u0000'));
  const key = JSON.stringify([examined.source.id, shape.id, container, compression, options, paths]);
  return { examined, group, key };
}

/** How the engine finds the records of an input; undefined when it cannot. */
export function engineContainer(
  { container, member, plainHeader }: Examined,
  textBytes: number,
): FileContainer | undefined {
  if (isPattern(member.file)) return undefined;
  if ('payload' in container && container.payload !== undefined) return undefined;
  switch (container.kind) {
    case 'lines':
    case 'array':
      return member.direct ? { kind: container.kind, largestObject: objectSize(textBytes) } : undefined;
    case 'member': {
      // Seen on DuckDB 1.5.6: of an array of objects it reads all but the last, without a word.
      if (container.inArray === true || container.inside !== undefined) return undefined;
      const largestObject = container.perLine ? objectSize(textBytes) : pageSize(textBytes);
      return member.direct && largestObject !== undefined
        ? { kind: 'member', key: container.key, largestObject }
        : undefined;
    }
    case 'csv': {
      return member.directCsv && plainHeader
        ? { kind: 'csv', header: container.header, delimiter: container.delimiter }
        : undefined;
    }
    case 'parquet':
      return { kind: 'parquet' };
    default:
      return undefined;
  }
}

/** The engine takes the name for a pattern, or for an address. */
export function isPattern(file: string): boolean {
  return /[*?[\]{}]|:\/\//.test(file);
}

/** A size that holds the file, of few, so that files of about a size share a plan; at most what a record may have. */
function objectSize(textBytes: number): number {
  return SIZES.find((size) => size >= textBytes) ?? LARGEST_RECORD;
}

/** As `objectSize`, for pages, which are objects as large as their files; undefined for those that are too large. */
function pageSize(textBytes: number): number | undefined {
  const size = objectSize(textBytes);
  if (size >= textBytes) return size;
  return textBytes <= LARGEST_PAGE ? LARGEST_PAGE : undefined;
}
