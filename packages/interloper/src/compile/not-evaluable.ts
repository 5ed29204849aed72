import type { Diagnostic } from '@interloper/plan';

/**
 * A rule that compiles and asks for what no log has and no file brings: an index of metrics, a trained model (SPL0430).
 * It is not evaluable, as a rule over a log that is not there.
 */
export function isNotEvaluable({ code }: Diagnostic): boolean {
  return code === 'SPL0430';
}
