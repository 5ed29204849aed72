import type { Diagnostic, LogsourceView } from '@interloper/plan';
import { walkCondition } from '../condition/tree.js';
import { problems } from '../diagnostics.js';
import type { PatternPart, Value } from '../modifiers/value.js';
import type { PreparedDetection } from './detection.js';
import { factsOf } from './facts.js';
import type { Fact } from './facts.js';
import { constantOf } from './text-test.js';

/**
 * Lines of selections that a condition asks for together and that no event satisfies together: a field that must be two
 * different values, absent and present, beyond its own bounds. Only what is certain in every log is told.
 */
export function tellContradictions(
  prepared: PreparedDetection,
  views: readonly LogsourceView[],
  report: (problem: Diagnostic) => void,
): void {
  const [first = [], ...rest] = views.map((view) => contradictionsIn(prepared, view));
  const keyOf = ({ message, span }: Diagnostic): string => `${span?.start ?? ''} ${message}`;
  for (const found of first) {
    if (rest.every((others) => others.some((other) => keyOf(other) === keyOf(found)))) report(found);
  }
}

function contradictionsIn(prepared: PreparedDetection, view: LogsourceView): readonly Diagnostic[] {
  const told = new Map<Fact['span'], Diagnostic>();
  for (const condition of prepared.detection.conditions) {
    walkCondition(condition, (part) => {
      for (const [one, other] of clashesIn(factsOf(part, prepared, view))) {
        const { field, shown, span } = other;
        const problem =
          one.span === span
            ? problems.neverHolds(field, 'its values exclude each other', span)
            : problems.excludeEachOther(field, one.shown, shown, span);
        told.set(span, problem);
      }
    });
  }
  return [...told.values()];
}

/** Facts about one field that exclude one before them. */
function clashesIn(facts: readonly Fact[]): readonly (readonly [Fact, Fact])[] {
  return facts.flatMap((other, index) => {
    const one = facts.slice(0, index).find((before) => before.key === other.key && exclude(before, other));
    return one === undefined ? [] : [[one, other] as const];
  });
}

function exclude(one: Fact, other: Fact): boolean {
  if (isAbsence(one) && needsPresence(other)) return true;
  if (isAbsence(other) && needsPresence(one)) return true;
  for (const [exact, tested] of [
    [one, other],
    [other, one],
  ] as const) {
    const constants = exact.negated ? undefined : constantsOf(exact.values);
    if (constants?.every((constant) => !mayBe(constant, tested)) === true) return true;
  }
  if (one.negated || other.negated) return false;
  return one.values.every((value) => other.values.every((against) => apart(value, against)));
}

/** True for a fact that only an absent field satisfies. */
function isAbsence({ values, negated }: Fact): boolean {
  const [value] = values;
  if (value === undefined || values.length > 1) return false;
  if (negated) return value.kind === 'exists' && value.value;
  return value.kind === 'null' || (value.kind === 'exists' && !value.value);
}

/** True for a fact that no absent field satisfies. */
function needsPresence({ values, negated, present }: Fact): boolean {
  if (present) return true;
  const absence = values.some((value) => value.kind === 'null' || (value.kind === 'exists' && !value.value));
  return negated ? absence : !absence && values.length > 0;
}

/** The texts that a fact allows, in small letters; undefined when it allows others. */
function constantsOf(values: readonly Value[]): readonly string[] | undefined {
  const constants = values.map((value) => {
    if (value.kind === 'number' || value.kind === 'bool') return String(value.value);
    return value.kind === 'text' ? constantOf(value.parts)?.toLowerCase() : undefined;
  });
  const known = constants.filter((constant) => constant !== undefined);
  return known.length === values.length && known.length > 0 ? known : undefined;
}

/** False when a text certainly does not satisfy a fact; case is not looked at. */
function mayBe(constant: string, { values, negated, cased }: Fact): boolean {
  if (!negated) return values.some((value) => fits(constant, value) !== false);
  return cased || values.every((value) => fits(constant, value) !== true);
}

/** Whether a text fits a value without regard to case; undefined when that is not known here. */
function fits(constant: string, value: Value): boolean | undefined {
  switch (value.kind) {
    case 'text': {
      const plain = constantOf(value.parts);
      return plain === undefined ? patternFor(value.parts).test(constant) : plain.toLowerCase() === constant;
    }
    case 'number':
    case 'bool':
      return constant === String(value.value);
    case 'null':
      return false;
    case 'exists':
      return value.value;
    case 'compare': {
      const number = Number(constant);
      if (typeof value.value !== 'number' || constant === '' || Number.isNaN(number)) return undefined;
      return compares(number, value.operator, value.value);
    }
    default:
      return undefined;
  }
}

function compares(left: number, operator: 'lt' | 'lte' | 'gt' | 'gte', right: number): boolean {
  if (operator === 'lt') return left < right;
  if (operator === 'lte') return left <= right;
  return operator === 'gt' ? left > right : left >= right;
}

function patternFor(parts: readonly PatternPart[]): RegExp {
  const body = parts.map((part) =>
    typeof part === 'string'
      ? part.toLowerCase().replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
      : part.wildcard === '*'
        ? '[^]*'
        : '[^]',
  );
  return new RegExp(`^${body.join('')}$`, 'u');
}

/** True when no value satisfies both: bounds that leave nothing between them, beginnings or ends that differ. */
function apart(one: Value, other: Value): boolean {
  if (one.kind === 'compare' && other.kind === 'compare') return boundsApart(one, other);
  if (one.kind !== 'text' || other.kind !== 'text') return false;
  const start = (parts: readonly PatternPart[]): string =>
    typeof parts[0] === 'string' ? parts[0].toLowerCase() : '';
  const end = (parts: readonly PatternPart[]): string => {
    const last = parts.at(-1);
    return typeof last === 'string' ? last.toLowerCase() : '';
  };
  const [startOne, startOther] = [start(one.parts), start(other.parts)];
  if (!startOne.startsWith(startOther) && !startOther.startsWith(startOne)) return true;
  const [endOne, endOther] = [end(one.parts), end(other.parts)];
  return !endOne.endsWith(endOther) && !endOther.endsWith(endOne);
}

type Bounded = Extract<Value, { kind: 'compare' }>;

function boundsApart(one: Bounded, other: Bounded): boolean {
  const low = [one, other].find(({ operator }) => operator.startsWith('gt'));
  const high = [one, other].find(({ operator }) => operator.startsWith('lt'));
  if (typeof low?.value !== 'number' || typeof high?.value !== 'number') return false;
  const strict = low.operator === 'gt' || high.operator === 'lt';
  return low.value > high.value || (strict && low.value === high.value);
}
