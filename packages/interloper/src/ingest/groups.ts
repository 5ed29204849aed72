import type { FileContainer } from '@interloper/plan';
import type { ReadOptions } from '@interloper/sources';
import type { Examined } from './examine.js';
import type { FileGroup } from './reading-plan.js';

/** The engine holds a page whole, in every thread; larger ones are read piece by piece. */
const LARGEST_PAGE = 64 * 1024 * 1024;
const SMALLEST_PAGE = 16 * 1024 * 1024;

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
  if (shape === undefined || /[*?[\]{}]|:\/\//.test(member.file)) return undefined;
  const container = engineContainer(examined, textBytes);
  if (container === undefined) return undefined;
  const { compression } = member;
  const group = { shape, container, compression, observed, options };
  const { fields } = shape.read(observed, options);
  const paths = fields.map(({ name, path = [name] }) => path.join('\u0000'));
  const key = JSON.stringify([examined.source.id, shape.id, container, compression, options, paths]);
  return { examined, group, key };
}

function engineContainer(
  { container, member, plainHeader }: Examined,
  textBytes: number,
): FileContainer | undefined {
  if ('payload' in container && container.payload !== undefined) return undefined;
  switch (container.kind) {
    case 'lines':
      return member.direct ? { kind: 'lines' } : undefined;
    case 'array':
      return member.direct ? { kind: 'array' } : undefined;
    case 'member': {
      const largestObject = container.perLine ? SMALLEST_PAGE : pageSize(textBytes);
      return member.direct && largestObject !== undefined
        ? { kind: 'member', key: container.key, largestObject }
        : undefined;
    }
    case 'csv': {
      return member.directCsv && plainHeader
        ? { kind: 'csv', header: container.header, delimiter: container.delimiter }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** A power of two that holds the file, so that files of about a size share a plan. */
function pageSize(textBytes: number): number | undefined {
  let size = SMALLEST_PAGE;
  while (size < textBytes && size < LARGEST_PAGE) size *= 2;
  return size < textBytes ? undefined : size;
}
