import type { Expansions } from './repeats.js';
import type {
  AggregateName,
  Call,
  Expression,
  FunctionName,
  LiteralValue,
  Range,
  ReadFiles,
  ScalarType,
  WindowName,
} from '@interloper/plan';

/** A call whose arguments are printed already. */
export interface PrintedCall {
  readonly args: readonly string[];
  /** The arguments as they stand in the plan: for their types and constants. */
  readonly expressions: readonly Expression[];
  /** The type of the result. */
  readonly type: ScalarType;
}

/** An aggregate or window call whose arguments are printed already. */
export interface PrintedAggregate extends PrintedCall {
  /** ` ORDER BY …` to stand inside the parentheses, or empty. */
  readonly order: string;
  /** ` FILTER (WHERE …)` or empty. */
  readonly filter: string;
  /** ` OVER (…)` of a window call, to stand right behind the aggregate; or empty. */
  readonly over: string;
  readonly limit?: number;
}

/** Prints a call as SQL. It throws `Unsupported` when the engine cannot do it. */
export type FunctionPrinter = (call: PrintedCall) => string;
export type AggregatePrinter = (call: PrintedAggregate) => string;

/**
 * What an engine's SQL looks like. All escaping of identifiers and text is here and nowhere else.
 */
export interface Dialect {
  readonly name: string;
  /** A quoted identifier. */
  identifier(name: string): string;
  literal(type: ScalarType, value: LiteralValue): string;
  /** The SQL type that holds a plan type. */
  typeName(type: ScalarType): string;
  /** The parameter that holds `now` in ticks. */
  readonly now: string;
  readonly functions: Readonly<Record<FunctionName, FunctionPrinter>>;
  readonly aggregates: Readonly<Record<AggregateName, AggregatePrinter>>;
  readonly windows: Readonly<Record<Exclude<WindowName, AggregateName>, AggregatePrinter>>;
  readonly expansions: Expansions;
  /** A lambda of one value. */
  lambda(parameter: string, body: string): string;
  /** A table expression that gives the records of files with the columns of the node. */
  readFiles(node: ReadFiles): string;
  /** A table expression that gives one column of whole numbers or ticks. */
  range(node: Range, from: string, to: string, step: string): string;
  /** The elements of a list (multivalue or JSON array) as an SQL list, of the plan type `element`. */
  listOf(list: string, type: ScalarType, element: ScalarType): string;
  /** The columns of a dataset that the engine adds: those hidden from plans unless asked for. */
  readonly rowNumber: string;
}

/** A function, operator or option that an engine cannot do; shown to the user by name. */
export class Unsupported extends Error {
  constructor(readonly feature: string) {
    super(`the engine does not support ${feature}`);
  }
}

/** The constant of a literal argument; undefined when the argument is not a literal. */
export function constantOf(call: Pick<Call, 'args'> | PrintedCall, index: number): LiteralValue | undefined {
  const expression = 'expressions' in call ? call.expressions[index] : call.args[index];
  return expression?.kind === 'literal' ? expression.value : undefined;
}
