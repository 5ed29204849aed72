import { TICKS_PER_DAY } from '@interloper/plan';
import type { Expression } from '@interloper/plan';

/** True when an instant or a number is certainly a whole number of steps from zero. */
export function isMultiple(instant: Expression, size: Expression): boolean {
  const length = wholeOf(size);
  if (length === undefined || length <= 0n) return false;
  const value = wholeOf(instant);
  if (value !== undefined) return value % length === 0n;
  if (instant.kind !== 'call') return false;
  switch (instant.fn) {
    case 'startOfDay':
    case 'startOfWeek':
    case 'startOfMonth':
    case 'startOfYear':
      return TICKS_PER_DAY % length === 0n;
    case 'binDown': {
      const step = instant.args[1] === undefined ? undefined : wholeOf(instant.args[1]);
      return step !== undefined && step % length === 0n;
    }
    case 'add':
    case 'subtract':
      return instant.args.every((term) => isMultiple(term, size));
    default:
      return false;
  }
}

function wholeOf(value: Expression): bigint | undefined {
  if (value.kind !== 'literal' || value.value === null) return undefined;
  return ['datetime', 'timespan', 'int', 'long'].includes(value.type)
    ? BigInt(String(value.value))
    : undefined;
}
