import type { Expression } from '@interloper/plan';
import { and, call, not, text } from '@interloper/plan';

/**
 * Whether a text is JSON. The plan takes a text that is not JSON for a JSON string (one that is JSON never begins like a
 * bare word), and lets commas before a closing bracket and numbers that JSON does not have pass.
 */
export function isJson(value: Expression): Expression {
  const parsed = call('jsonType', [call('parseJson', [value])]);
  const quoted = call('startsWith', [call('trim', [value]), text('"')]);
  const bare = and(call('isTrue', [call('eq', [parsed, text('string')])]), not(quoted));
  const outside = call('replaceRegex', [value, text('"(?:[^"\\\\]|\\\\.)*"'), text('""')]);
  const beyond = call('matchesRegex', [outside, text('(?i),\\s*[\\]}]|nan|inf|^\\s*$')]);
  return and(not(bare), not(beyond));
}
