import type { functionFamilies } from '@interloper/plan';
import type { FunctionPrinter, PrintedCall } from '@interloper/sql';

/** The printers of one family of the plan's functions: none may be missing. */
export type FamilyPrinters<Family extends keyof typeof functionFamilies> = Readonly<
  Record<Extract<keyof (typeof functionFamilies)[Family], string>, FunctionPrinter>
>;

/** The printed argument at an index; every caller knows that it is there. */
export function argument({ args }: PrintedCall, index: number): string {
  const value = args[index];
  if (value === undefined) throw new Error(`argument ${index + 1} is missing`);
  return value;
}

/** A plain call of an SQL function with all arguments. */
export function sqlFunction(name: string): FunctionPrinter {
  return (call) => `${name}(${call.args.join(', ')})`;
}

/** An infix operator between two arguments. */
export function infix(operator: string): FunctionPrinter {
  return (call) => `(${argument(call, 0)} ${operator} ${argument(call, 1)})`;
}

/** The text of a constant argument; throws where the plan promises a literal and there is none. */
export function constantText({ expressions }: PrintedCall, index: number): string {
  const expression = expressions[index];
  if (expression?.kind !== 'literal' || typeof expression.value !== 'string') {
    throw new Error(`argument ${index + 1} must be a text literal`);
  }
  return expression.value;
}

/** The text of an argument when it is a constant. */
export function maybeConstant({ expressions }: PrintedCall, index: number): string | undefined {
  const expression = expressions[index];
  return expression?.kind === 'literal' && typeof expression.value === 'string'
    ? expression.value
    : undefined;
}
