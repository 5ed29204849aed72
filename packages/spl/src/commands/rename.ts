import { column, columnType, columnsOf, nullOf } from '@interloper/plan';
import type { NamedExpression } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Lowering, State } from '../lower/state.js';
import {
  fieldValue,
  isInternal,
  namePattern,
  report,
  setField,
  sortKeys,
  stashOrder,
} from '../lower/state.js';
import { isNullLiteral } from '../lower/values.js';
import { printName } from '../syntax/print-parts.js';
import { failExpected, spanFrom, take, takeKeyword, word } from '../syntax/scanner.js';
import { atEnd } from '../syntax/scanner.js';
import type { Renaming } from '../syntax/tree.js';
import { command } from './definition.js';

/** Search Reference: rename. A wildcard stands for the same text in both names. */
export const rename = command<'rename'>({
  parse: (scanner, start) => {
    const renamings: Renaming[] = [];
    while (!atEnd(scanner)) {
      const from = word(scanner, 'a field to rename');
      if (!takeKeyword(scanner, 'as')) failExpected(scanner, '"AS"');
      const to = word(scanner, 'the new name');
      renamings.push({
        from: from.text,
        to: to.text,
        span: { start: from.span.start, end: to.span.end },
      });
      take(scanner, ',');
    }
    if (renamings.length === 0) failExpected(scanner, 'a field to rename');
    return { kind: 'rename', renamings, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) =>
    it.renamings.reduce((before, renaming) => renamed(before, renaming, lowering), state),
  print: (it) =>
    `rename ${it.renamings.map(({ from, to }) => `${printName(from)} AS ${printName(to)}`).join(', ')}`,
});

function renamed(before: State, { from, to, span }: Renaming, lowering: Lowering): State {
  const wild = from.includes('*');
  if (from.split('*').length !== to.split('*').length) {
    const message = `${from} and ${to} have different numbers of wildcards`;
    report(lowering, diagnostic('SPL0203', ['rename', message], { span }));
    return before;
  }
  const pattern = namePattern(from);
  const target = (name: string): string | undefined => {
    const match = pattern.exec(name);
    if (match === null || isInternal(name)) return undefined;
    if (wild && name.startsWith('_') && !from.startsWith('_')) return undefined;
    let group = 0;
    return to.replaceAll('*', () => match[(group += 1)] ?? '');
  };
  // A field that the view knows under another name is asked for; one that is not there takes the place of the other.
  const isLost = !wild && isNullLiteral(fieldValue(from, before, lowering, span));
  if (isLost && columnType(before.relation, to) !== undefined && before.lost !== true)
    return setField(before, to, nullOf('string'));
  const moves = columnsOf(before.relation).some((item) => {
    const name = target(item.name);
    return name !== undefined && name !== item.name;
  });
  const { origin } = before;
  const opened =
    origin === undefined ? {} : { origin: (name: string) => originBefore(name, from, to, origin) };
  if (!moves) return { ...before, ...opened };
  const touched = sortKeys(before).some(
    ({ expression }) =>
      expression.kind === 'column' &&
      columnsOf(before.relation).some((item) => {
        const name = target(item.name);
        return name !== undefined && (item.name === expression.name || name === expression.name);
      }),
  );
  const state = touched ? stashOrder(before) : before;
  const items = columnsOf(state.relation);
  const taken = new Set(items.flatMap((item) => target(item.name) ?? []));
  const columns: NamedExpression[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    const name = target(item.name);
    // A field that had the new name before is replaced.
    if (name === undefined && taken.has(item.name)) continue;
    const final = name ?? item.name;
    if (seen.has(final)) continue;
    seen.add(final);
    columns.push({ name: final, expression: column(item.name, item.type) });
  }
  const hidesTime = state.hidesTime && columns.some(({ name }) => name === '_time');
  return { ...state, relation: { kind: 'project', input: state.relation, columns }, hidesTime, ...opened };
}

/** The name that a field had before the renaming. */
function originBefore(
  name: string,
  from: string,
  to: string,
  origin: (name: string) => string | undefined,
): string | undefined {
  if (!from.includes('*')) return name === to ? origin(from) : name === from ? undefined : origin(name);
  const match = namePattern(to).exec(name);
  if (match === null || to.split('*').length !== from.split('*').length) return origin(name);
  let group = 0;
  return origin(from.replaceAll('*', () => match[(group += 1)] ?? ''));
}
