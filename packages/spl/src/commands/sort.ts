import type { Expression, SortKey } from '@interloper/plan';
import { call, long, not, nullOf } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Lowering, State } from '../lower/state.js';
import { areToldApart, fieldValue, report, setField, sortKeys, stashOrder } from '../lower/state.js';
import { asNumber, asText, isNullLiteral, kindOf } from '../lower/values.js';
import { printSortField } from '../syntax/print-parts.js';
import { matchAt, options, skipSpace, spanFrom, tryCount } from '../syntax/scanner.js';
import { parseSortFields } from '../syntax/statistics.js';
import type { SortField } from '../syntax/tree.js';
import { command } from './definition.js';

/** Search Reference: sort, "count: the default is 10000, 0 is all". */
const DEFAULT_LIMIT = 10_000;

/** Search Reference: sort. Results without the field come last either way. */
export const sort = command<'sort'>({
  parse: (scanner, start) => {
    const limits = options(scanner, 'sort', ['limit']);
    const written = tryCount(scanner) ?? (limits[0] === undefined ? undefined : Number(limits[0].value.text));
    const keys = parseSortFields(scanner);
    skipSpace(scanner);
    const reverse = matchAt(scanner, /(?:desc|d)(?=\s|$)/y) !== undefined;
    const limit = written === undefined || Number.isNaN(written) ? {} : { limit: written };
    return { kind: 'sort', ...limit, keys, reverse, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const limit = it.limit ?? DEFAULT_LIMIT;
    const keys = it.reverse ? it.keys.map((key) => ({ ...key, descending: !key.descending })) : it.keys;
    if (it.limit === undefined) {
      const help = 'write "sort 0 …" for all of them';
      report(lowering, diagnostic('SPL0601', [limit], { span: it.span, severity: 'info', help }));
    }
    if (limit === 0)
      return areToldApart(before) ? keyed(before, keys, lowering) : sorted(before, keys, lowering);
    const state = sorted(before, keys, lowering);
    return { ...state, relation: { kind: 'limit', input: state.relation, count: limit } };
  },
  print: (it) => {
    const limit = it.limit === undefined ? '' : `${it.limit} `;
    return `sort ${limit}${it.keys.map(printSortField).join(', ')}${it.reverse ? ' desc' : ''}`;
  },
});

/** Results in the order of fields; equal ones keep the order they had. */
export function sorted(before: State, fields: readonly SortField[], lowering: Lowering): State {
  const { state, keys } = keysOf(before, fields, lowering);
  if (keys.length === 0) return state;
  return { ...state, relation: { kind: 'sort', input: state.relation, keys }, order: [] };
}

/** The same of results that no two keys confuse: the keys are kept, and what follows sorts by them where it must. */
function keyed(before: State, fields: readonly SortField[], lowering: Lowering): State {
  const { state, keys } = keysOf(before, fields, lowering);
  if (keys.length === 0) return state;
  // Windows by time follow an order by time.
  return stashOrder({ ...state, order: keys }, (key) => key.kind === 'column' && key.name === '_time');
}

/** By what results are sorted: fields, then what they were sorted by. Empty when there is none of the fields. */
function keysOf(
  before: State,
  fields: readonly SortField[],
  lowering: Lowering,
): { readonly state: State; readonly keys: readonly SortKey[] } {
  let state = before;
  const keys: SortKey[] = [];
  for (const field of fields) {
    const value = fieldValue(field.name, state, lowering, field.span);
    if (isNullLiteral(value)) {
      state = state.origin === undefined ? setField(state, field.name, value) : state;
      continue;
    }
    for (const expression of sortValues(value, field.as)) {
      keys.push({ expression, descending: field.descending, nulls: 'last' });
    }
  }
  if (keys.length === 0) return { state, keys };
  return { state, keys: [...keys, ...sortKeys(state).filter((key) => !sortsBy(keys, key))] };
}

function sortsBy(keys: readonly SortKey[], other: SortKey): boolean {
  return keys.some(
    ({ expression }) =>
      expression.kind === 'column' &&
      other.expression.kind === 'column' &&
      expression.name === other.expression.name,
  );
}

/**
 * By what a value is sorted, unless told otherwise: texts that look like numbers as numbers, behind them IPv4 addresses
 * by their numbers, then all others. Search Reference: sort, "auto".
 */
function sortValues(value: Expression, as: SortField['as']): readonly Expression[] {
  const kind = kindOf(value.type);
  if (as === 'num') return [kind === 'time' ? value : asNumber(value)];
  if (as === 'str') return [asText(value)];
  if (as === 'ip') return addressKeys(asText(value));
  if (kind === 'number' || kind === 'time' || kind === 'condition') return [value];
  const text = asText(value);
  const number = call('toReal', [text]);
  const address = call('addressNumber', [text]);
  // Numbers lie below all other texts, also when the greatest comes first.
  const rank = call('case', [
    call('isNull', [text]),
    nullOf('long'),
    not(call('isNull', [number])),
    long(0),
    not(call('isNull', [address])),
    long(1),
    long(2),
  ]);
  return [rank, call('coalesce', [number, call('toReal', [address])]), text];
}

/** Addresses as such, of both versions; then other texts. */
function addressKeys(value: Expression): readonly Expression[] {
  return [call('addressKey', [value]), value];
}
