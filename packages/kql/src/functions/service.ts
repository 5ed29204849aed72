import { call, text } from '@interloper/plan';
import { report } from '../lowering.js';
import type { FunctionCall, FunctionFamily } from './entry.js';
import { partial } from './entry.js';

/** Functions that ask a service who asks and what it holds: they answer as an engine without users and ingestion does. */
export const serviceFunctions: FunctionFamily = {
  current_principal: partial(
    'current-principal-function',
    'nobody is signed in: it is the text that an engine without users gives',
    (asked) => {
      warn(asked);
      return text('<null identity>');
    },
  ),
  cursor_current: partial(
    'cursor-current',
    'a text that grows with time; cursor_after and cursor_before_or_at are refused',
    (asked) => {
      warn(asked);
      return call('toText', [call('toLong', [{ kind: 'now', type: 'datetime' }])]);
    },
  ),
};

function warn({ env, name, node }: FunctionCall): void {
  report(env, 'KQL0209', `${name}()`, node);
}
