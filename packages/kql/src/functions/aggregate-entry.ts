import { and, call, text } from '@interloper/plan';
import type { AggregateCall, Expression, ScalarType, SupportEntry } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantNumber } from '../expressions/constants.js';
import type { KqlCode } from '../diagnostics.js';
import { asPredicate } from '../predicate.js';
import { bare } from '../text.js';

/** A call of an aggregate: its arguments, lowered, and the type the binder gives it. */
export interface AggregateUse {
  readonly args: readonly Expression[];
  readonly type: ScalarType;
}

/** What an aggregate becomes, and what is made of its result. */
interface AggregateResult {
  readonly call: Omit<AggregateCall, 'name'>;
  readonly finish?: (value: Expression) => Expression;
}

export interface AggregateEntry {
  /** Undefined when the arguments are not supported. */
  readonly lower: (use: AggregateUse) => AggregateResult | undefined;
  readonly support: SupportEntry['support'];
  readonly note?: string;
  readonly page: string;
  /** True when it sees rows in the order they were sorted in. */
  readonly ordered?: true;
  /** What is said to whoever uses it, with its name. */
  readonly warning?: KqlCode;
}

/** A dynamic value in arithmetic is read as a number. */
export function numeric(value: Expression): Expression {
  return value.type === 'dynamic' || value.type === 'string' ? convert(value, 'real') : value;
}

/** What is said of aggregates that Kusto estimates over many values. */
export const EXACT = 'exact, where Kusto estimates over many values';

/** The type of a percentile, as the binder has it; undefined of text and JSON, whose order is not documented. */
export function percentileType(type: ScalarType): ScalarType | undefined {
  switch (type) {
    case 'int':
    case 'long':
      return 'long';
    case 'real':
    case 'decimal':
      return 'real';
    case 'datetime':
    case 'timespan':
      return type;
    default:
      return undefined;
  }
}

/** The rank of a percentile when it is a constant from 0 to 100. */
export function constantRank(rank: Expression | undefined): number | undefined {
  const percent = constantNumber(rank);
  return percent !== undefined && percent >= 0 && percent <= 100 ? percent : undefined;
}

/** A value, null where it is empty text. */
export function notEmpty(value: Expression): Expression {
  return value.type === 'string' ? call('nullIf', [bare(value), text('')]) : value;
}

/** The same aggregate over the rows for which the last or second argument holds. */
export function conditional(entry: AggregateEntry, page: string, at: number): AggregateEntry {
  return {
    ...entry,
    page,
    lower({ args, type }) {
      const condition = args[at];
      const rest = args.filter((_, index) => index !== at);
      const result = entry.lower({ args: rest, type });
      if (condition === undefined || result === undefined) return undefined;
      const where = asPredicate(convert(condition, 'bool'));
      const both = result.call.where === undefined ? where : and(result.call.where, where);
      return { ...result, call: { ...result.call, where: both } };
    },
  };
}
