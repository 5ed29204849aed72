import type { Expression } from '@interloper/plan';
import type { Env } from './lowering.js';

/** The options of a rule that `bin_auto` reads. https://learn.microsoft.com/kusto/query/bin-auto-function */
export const BIN_OPTIONS: readonly string[] = ['query_bin_auto_size', 'query_bin_auto_at'];

/** What an option is called among the names of a rule, none of which begins so. */
export function optionName(option: string): string {
  return `set ${option}`;
}

/** The value that a rule sets an option to. */
export function optionOf(option: string, env: Env): Expression | undefined {
  const binding = env.scope.get(optionName(option));
  return binding?.kind === 'scalar' ? binding.expression : undefined;
}
