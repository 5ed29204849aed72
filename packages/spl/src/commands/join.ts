import type { Expression, JoinColumn, NamedExpression, Relation } from '@interloper/plan';
import { and, bool, call, column, columnType, columnsOf, long } from '@interloper/plan';
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
import { filtered } from '../lower/source.js';
import { asText, eitherOf, isNullLiteral, kindOf } from '../lower/values.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import type { Scanner } from '../syntax/scanner.js';
import { fail, matchAt, options, skipSpace, spanFrom, subsearch, take, word } from '../syntax/scanner.js';
import type { Option, Word } from '../syntax/tree.js';
import { command } from './definition.js';
import { closed } from './table.js';

const OPTIONS = ['type', 'max', 'overwrite', 'usetime', 'earlier'];

/**
 * Search Reference: join. Each result takes the fields of the first result (`max=1`) of the subsearch that agrees in
 * the join fields; values of the subsearch win (`overwrite=true`) where it has one.
 */
export const join = command<'join'>({
  parse: (scanner, start) => {
    const { found, fields } = parseHead(scanner);
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
        (item.name === 'overwrite' && /^(?:t|true|1|f|false|0)$/i.test(item.value.text)) ||
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
        ? it.fields.map(({ text }) => text)
        : fieldNames(left).filter((name) => !name.startsWith('_') && fieldNames(right).includes(name));
    const keys = shared.map((name) => ({
      left: fieldValue(name, left, lowering, it.span),
      right: fieldValue(name, right, lowering, it.span),
    }));
    const keeps = option('type') === 'left' || option('type') === 'outer';
    if (keys.length === 0) {
      const help = 'name the fields to join by';
      const message = 'the results and those of the subsearch have no field in common';
      report(lowering, diagnostic('SPL0203', ['join', message], { span: it.span, help }));
      return left;
    }
    // A field that no result has agrees with none.
    if (keys.some((key) => isNullLiteral(key.left) || isNullLiteral(key.right)))
      return keeps ? left : filtered(left, bool(false));
    const most = Number(option('max') ?? '1');
    if (most > 0)
      right = firstOfEach(
        right,
        keys.map((key) => key.right),
        most,
      );
    const overwrites = !/^(?:f|false|0)$/i.test(option('overwrite') ?? 'true');
    const added = columnsOf(right.relation).filter(
      ({ name }) =>
        !isInternal(name) &&
        !shared.includes(name) &&
        (name !== '_time' || columnType(left.relation, name) === undefined),
    );
    const prefix = freshName(left, 'joined');
    const place = (name: string): string => `${prefix}_${name}`;
    const own = columnsOf(left.relation).map(({ name }): JoinColumn => ({
      name,
      side: 'left',
      source: name,
    }));
    const theirs = added.map(({ name }): JoinColumn => ({ name: place(name), side: 'right', source: name }));
    const condition = and(...keys.map((key) => agree(key.left, key.right)));
    const relation: Relation = {
      kind: 'join',
      flavour: keeps ? 'left' : 'inner',
      left: left.relation,
      right: right.relation,
      condition,
      columns: [...own, ...theirs],
    };
    const merged: Relation = {
      kind: 'project',
      input: relation,
      columns: [
        ...columnsOf(left.relation).map(({ name, type }): NamedExpression => {
          const mine = column(name, type);
          const other = added.find((item) => item.name === name);
          if (other === undefined) return { name, expression: mine };
          const value = column(place(name), other.type);
          return { name, expression: eitherOf(overwrites ? [value, mine] : [mine, value]) };
        }),
        ...added
          .filter(({ name }) => columnType(left.relation, name) === undefined)
          .map(({ name, type }) => ({ name, expression: column(place(name), type) })),
      ],
    };
    const sorted: Relation = { kind: 'sort', input: merged, keys: sortKeys(left) };
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
  partial: 'no usetime or earlier; no where with left= and right=',
});

/** Options and fields in any order, up to the subsearch. */
function parseHead(scanner: Scanner): {
  readonly found: readonly Option[];
  readonly fields: readonly Word[];
} {
  const found: Option[] = [];
  const fields: Word[] = [];
  for (;;) {
    const [named] = aliases(scanner);
    if (named !== undefined) {
      const help = 'name the fields to join by: rename those of the subsearch that are called otherwise';
      fail(diagnostic('SPL0504', ['join where with left= and right='], { span: named.span, help }));
    }
    found.push(...options(scanner, 'join', OPTIONS));
    skipSpace(scanner);
    if (scanner.source[scanner.position] === '[') return { found, fields };
    fields.push(word(scanner, 'a field to join by'));
    take(scanner, ',');
  }
}

/** `left=` and `right=` give the sides names, by which a condition behind `where` tells their fields apart. */
function aliases(scanner: Scanner): readonly Option[] {
  const start = scanner.position;
  skipSpace(scanner);
  const isAlias = matchAt(scanner, /(?:left|right)\s*=/iy) !== undefined;
  scanner.position = start;
  return isAlias ? options(scanner, 'join', ['left', 'right', ...OPTIONS]) : [];
}

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
