import type { Span } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Lowering, State } from './state.js';
import { emptyState, report } from './state.js';

/** A command that reads what no source has: the rule lacks it as it would lack a log. */
export function absentCommand(name: string, needed: string, span: Span, lowering: Lowering): State {
  lowering.missing.add(needed);
  report(lowering, diagnostic('SPL0430', [name, needed], { span, help: 'the rule is not evaluable here' }));
  return emptyState();
}
