import { call, column, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { StoredLog } from './stored-log.js';

/** The names and values of a JSON column, sorted: the same whatever the order of its properties and elements. */
export function jsonTokens(log: StoredLog, name: string): Expression {
  const written = call('toText', [column(name, log.typeOf(name))]);
  const parts = call('replaceRegex', [written, text(String.raw`[{}\[\],:"\s]+`), text('"')]);
  return call('mvJoin', [call('mvSort', [call('mvSplit', [parts, text('"')])]), text('\n')]);
}
