import type { Diagnostic } from '@interloper/plan';

/** What is told of a rule that is nested deeper than this machine's stack, or the engine, goes. */
export const tooDeep: Diagnostic = {
  code: 'RUN0304',
  severity: 'error',
  message: 'The rule is nested too deeply.',
  help: 'Write long chains as lists (in, has_any), or split the rule.',
};

/** True for the errors of a stack that is full and of DuckDB's own limit. */
export function isTooDeep(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    (error instanceof RangeError && error.message.includes('call stack')) ||
    error.message.includes('expression depth')
  );
}
