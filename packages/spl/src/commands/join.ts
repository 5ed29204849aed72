import type { Expression, JoinColumn, NamedExpression, Relation, SortKey } from '@interloper/plan';
import {
  TICKS_PER_SECOND,
  and,
  bool,
  call,
  column,
  columnType,
  columnsOf,
  long,
  timespan,
} from '@interloper/plan';
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
  stashOrder,
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
        (['usetime', 'earlier'].includes(item.name) && /^(?:t|true|1|f|false|0)$/i.test(item.value.text));
      if (!plain) {
        const what = `join ${item.name}=${item.value.text}`;
        report(lowering, diagnostic('SPL0504', [what], { span: item.span }));
      }
    }
    const isOn = (name: string, normal: boolean): boolean =>
      /^(?:t|true|1)$/.test(option(name) ?? String(normal));
    let left = knownOrder(before);
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
    const timed = isOn('usetime', false);
    const times = [left, right].map(({ relation }) => columnType(relation, '_time'));
    if (timed && times.some((type) => type !== 'datetime')) {
      const help = 'keep _time in the results and in those of the subsearch';
      report(lowering, diagnostic('SPL0504', ['join usetime without _time'], { span: it.span, help }));
      return left;
    }
    // With times, which are the first depends on the result that they are held against.
    const row = freshName(left, 'row');
    if (timed && most > 0) {
      left = numbered(left, row, []);
      right = stashOrder(right);
    } else if (most > 0)
      right = firstOfEach(
        right,
        keys.map((key) => key.right),
        most,
      );
    const overwrites = isOn('overwrite', true);
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
    const ordering = timed && most > 0 ? orderColumns(right) : [];
    const theirs = [...added.map(({ name }) => name), ...ordering].map((name): JoinColumn => ({
      name: place(name),
      side: 'right',
      source: name,
    }));
    const intime = timed ? [withinTime(isOn('earlier', true))] : [];
    const condition = and(...keys.map((key) => agree(key.left, key.right)), ...intime);
    const matches: Relation = {
      kind: 'join',
      flavour: keeps ? 'left' : 'inner',
      left: left.relation,
      right: right.relation,
      condition,
      columns: [...own, ...theirs],
    };
    const first =
      timed && most > 0
        ? firstOfEach(
            { ...right, relation: matches, order: placed(right, place) },
            [column(row, 'long')],
            most,
          ).relation
        : matches;
    const merged: Relation = {
      kind: 'project',
      input: first,
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
  partial: 'no where with left= and right=',
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
  const predicate = call('le', [column(name, 'long'), long(most)]);
  return { ...state, relation: { kind: 'filter', input: numbered(state, name, by).relation, predicate } };
}

function numbered(state: State, name: string, by: readonly Expression[]): State {
  const relation: Relation = {
    kind: 'window',
    input: state.relation,
    partition: by,
    order: sortKeys(state),
    calls: [{ name, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  return { ...state, relation };
}

/** Results of the subsearch that are earlier, or later; those of the same second are both. */
function withinTime(earlier: boolean): Expression {
  const second = timespan(TICKS_PER_SECOND);
  const [mine, theirs] = (['left', 'right'] as const).map((side) =>
    call('binDown', [column('_time', 'datetime', side), second]),
  );
  if (mine === undefined || theirs === undefined) throw new Error('both sides have a time');
  return call(earlier ? 'le' : 'ge', [theirs, mine]);
}

/** The columns that the order rests on, once it is stashed. */
function orderColumns(state: State): readonly string[] {
  return sortKeys(state).flatMap(({ expression }) => (expression.kind === 'column' ? [expression.name] : []));
}

function placed(state: State, place: (name: string) => string): readonly SortKey[] {
  return sortKeys(state).map((key) => {
    const { expression } = key;
    return expression.kind === 'column'
      ? { ...key, expression: column(place(expression.name), expression.type) }
      : key;
  });
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
