import type { Expression, JoinColumn, Relation } from '@interloper/plan';
import { and, call, column, columnType, columnsOf, long } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { State } from '../lower/state.js';
import {
  fieldNames,
  fieldValue,
  freshName,
  isInternal,
  knownOrder,
  report,
  sortKeys,
} from '../lower/state.js';
import { asText, isNullLiteral, kindOf } from '../lower/values.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import { options, skipSpace, spanFrom, subsearch, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';
import { closed } from './table.js';

const OPTIONS = ['type', 'max', 'overwrite', 'usetime', 'earlier'];

/**
 * Search Reference: join. Each result takes the fields of the first result (`max=1`) of the subsearch that agrees in
 * the join fields; fields of the subsearch win (`overwrite=true`).
 */
export const join = command<'join'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'join', OPTIONS);
    skipSpace(scanner);
    const fields = scanner.source[scanner.position] === '[' ? [] : wordList(scanner, 'a field to join by');
    const pipeline = subsearch(scanner);
    return { kind: 'join', options: found, fields, pipeline, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const option = (name: string): string | undefined =>
      it.options.find((item) => item.name === name)?.value.text.toLowerCase();
    for (const item of it.options) {
      const plain =
        (item.name === 'type' && ['inner', 'left', 'outer'].includes(item.value.text.toLowerCase())) ||
        (item.name === 'max' && /^\d+$/.test(item.value.text)) ||
        (item.name === 'overwrite' && /^(?:t|true|1)$/i.test(item.value.text)) ||
        (item.name === 'usetime' && /^(?:f|false|0)$/i.test(item.value.text));
      if (!plain) {
        const what = `join ${item.name}=${item.value.text}`;
        report(lowering, diagnostic('SPL0504', [what], { span: item.span }));
      }
    }
    const left = knownOrder(before);
    let right = closed(knownOrder(lowering.lowerPipeline(it.pipeline, lowering)));
    const shared =
      it.fields.length > 0
        ? it.fields.map((word) => word.text)
        : fieldNames(left).filter((name) => !name.startsWith('_') && fieldNames(right).includes(name));
    const keys = shared.map((name) => ({
      left: fieldValue(name, left, lowering, it.span),
      right: fieldValue(name, right, lowering, it.span),
    }));
    if (keys.length === 0 || keys.some((key) => isNullLiteral(key.left) || isNullLiteral(key.right)))
      return left;
    const most = Number(option('max') ?? '1');
    if (most > 0)
      right = firstOfEach(
        right,
        keys.map((key) => key.right),
        most,
      );
    const condition = and(...keys.map((key) => agree(key.left, key.right)));
    const relation: Relation = {
      kind: 'join',
      flavour: option('type') === 'left' || option('type') === 'outer' ? 'left' : 'inner',
      left: left.relation,
      right: right.relation,
      condition,
      columns: joinColumns(left, right, shared),
    };
    const sorted: Relation = { kind: 'sort', input: relation, keys: sortKeys(left) };
    // Fields inside the events' JSON stay reachable, but for those that the subsearch has.
    const { origin } = left;
    const within = (name: string): string | undefined =>
      columnType(right.relation, name) === undefined ? origin?.(name) : undefined;
    return {
      ...closed(left),
      relation: sorted,
      // A result that meets several is no longer one event.
      ...(most === 1 ? {} : { order: sortKeys(left) }),
      ...(origin === undefined ? {} : { origin: within }),
    };
  },
  print: (it, printPipeline) => {
    const fields = it.fields.length === 0 ? '' : `${printWords(it.fields)} `;
    return `join ${printOptions(it.options)}${fields}[ ${printPipeline(it.pipeline)} ]`;
  },
  partial:
    'no usetime or earlier; a field that only some results of the subsearch have is overwritten with null',
});

function firstOfEach(state: State, by: readonly Expression[], most: number): State {
  const name = freshName(state, 'repeat');
  const numbered: Relation = {
    kind: 'window',
    input: state.relation,
    partition: by,
    order: sortKeys(state),
    calls: [{ name, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const predicate = call('le', [column(name, 'long'), long(most)]);
  return { ...state, relation: { kind: 'filter', input: numbered, predicate } };
}

/** Values agree as texts, as the values of events do; numbers of one type directly. */
function agree(left: Expression, right: Expression): Expression {
  const sided = [onSide(left, 'left'), onSide(right, 'right')] as const;
  if (left.type === right.type && kindOf(left.type) !== 'list') return call('eq', [...sided]);
  return call('eq', [asText(sided[0]), asText(sided[1])]);
}

function onSide(value: Expression, side: 'left' | 'right'): Expression {
  return value.kind === 'column' ? column(value.name, value.type, side) : value;
}

function joinColumns(left: State, right: State, shared: readonly string[]): readonly JoinColumn[] {
  const taken = (name: string): boolean =>
    !isInternal(name) &&
    !shared.includes(name) &&
    name !== '_time' &&
    columnType(right.relation, name) !== undefined;
  const own = columnsOf(left.relation).map(({ name }): JoinColumn => ({
    name,
    side: taken(name) ? 'right' : 'left',
    source: name,
  }));
  const present = new Set(own.map(({ name }) => name));
  const added = columnsOf(right.relation)
    .filter(({ name }) => !isInternal(name) && !present.has(name))
    .map(({ name }): JoinColumn => ({ name, side: 'right', source: name }));
  return [...own, ...added];
}
