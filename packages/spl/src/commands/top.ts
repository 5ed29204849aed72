import type { Expression, NamedExpression, Relation, SortKey } from '@interloper/plan';
import { call, column, columnType, columnsOf, long, real, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { groupable } from '../lower/statistics.js';
import { freshName, report } from '../lower/state.js';
import { asText } from '../lower/values.js';
import { printBy, printOptions, printWords } from '../syntax/print-parts.js';
import { options, spanFrom, takeKeyword, tryCount, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';

const OPTIONS = ['limit', 'countfield', 'percentfield', 'showcount', 'showperc', 'useother', 'otherstr'];
const DEFAULT_LIMIT = 10;

/** Search Reference: top and rare. The most or least frequent values, with count and percent, per group. */
export const top = command<'top'>({
  parse: (scanner, start, name) => {
    const before = options(scanner, name, OPTIONS);
    const count = tryCount(scanner);
    const between = options(scanner, name, OPTIONS);
    const fields = wordList(scanner, 'a field', ['by', ...OPTIONS]);
    const after = options(scanner, name, OPTIONS);
    const by = takeKeyword(scanner, 'by') ? wordList(scanner, 'a field to group by', OPTIONS) : [];
    const last = options(scanner, name, OPTIONS);
    return {
      kind: 'top',
      rare: name === 'rare',
      ...(count === undefined ? {} : { count }),
      options: [...before, ...between, ...after, ...last],
      fields,
      by,
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, before, lowering) => {
    const option = (name: string): string | undefined =>
      it.options.find((item) => item.name === name)?.value.text;
    const others = /^(?:t|true|1)$/i.test(option('useother') ?? 'false');
    const shows = (name: string): boolean => !/^(?:f|false|0)$/i.test(option(name) ?? 'true');
    const limit = it.count ?? Number(option('limit') ?? DEFAULT_LIMIT);
    const names = [
      ...(shows('showcount') ? [option('countfield') ?? 'count'] : []),
      ...(shows('showperc') ? [option('percentfield') ?? 'percent'] : []),
    ];
    const clash = [...it.by, ...it.fields].find((word) => names.includes(word.text));
    if (clash !== undefined) {
      const help = 'name the result with countfield= or percentfield=';
      const message = `${clash.text} is the name of a result too`;
      report(
        lowering,
        diagnostic('SPL0203', [it.rare ? 'rare' : 'top', message], { span: clash.span, help }),
      );
      return before;
    }
    const { state, groups } = groupable([...it.by, ...it.fields], before, lowering);
    const counted: Relation = {
      kind: 'aggregate',
      input: state.relation,
      groups,
      aggregates: [{ name: freshName(state, 'count'), fn: 'count', args: [], type: 'long' }],
    };
    const countName = columnsOf(counted).at(-1)?.name ?? 'count';
    const count = column(countName, 'long');
    const reference = ({ name, expression }: NamedExpression): Expression => column(name, expression.type);
    const partition = groups.slice(0, it.by.length).map(reference);
    const values = groups.slice(it.by.length).map(reference);
    const order: readonly SortKey[] = [
      { expression: count, descending: !it.rare, nulls: 'last' },
      ...values.map((expression): SortKey => ({ expression, descending: false, nulls: 'last' })),
    ];
    const total = freshName({ ...state, relation: counted }, 'total');
    const rank = freshName({ ...state, relation: counted }, 'rank');
    const summed: Relation = {
      kind: 'window',
      input: counted,
      partition,
      order: [],
      calls: [{ name: total, fn: 'sum', args: [count], type: 'long', frame: { unit: 'all' } }],
    };
    const ranked: Relation = {
      kind: 'window',
      input: summed,
      partition,
      order,
      calls: [{ name: rank, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
    };
    const predicate = call('le', [column(rank, 'long'), long(limit)]);
    const kept: Relation =
      limit === 0
        ? ranked
        : others
          ? withOthers(ranked, {
              partition,
              values,
              count,
              total,
              rank,
              limit,
              name: option('otherstr') ?? 'OTHER',
            })
          : { kind: 'filter', input: ranked, predicate };
    const keys = [...partition, column(rank, 'long')].map((expression): SortKey => ({
      expression,
      descending: false,
      nulls: 'last',
    }));
    const sorted: Relation = { kind: 'sort', input: kept, keys };
    const share = call('multiply', [call('toReal', [count]), real(100)], 'real');
    const percent = call('divide', [share, call('toReal', [column(total, 'long')])], 'real');
    const relation: Relation = {
      kind: 'project',
      input: sorted,
      columns: [
        ...groups.map(({ name }) => ({ name, expression: column(name, columnType(kept, name) ?? 'string') })),
        ...(shows('showcount') ? [{ name: option('countfield') ?? 'count', expression: count }] : []),
        ...(shows('showperc')
          ? [
              {
                name: option('percentfield') ?? 'percent',
                expression: call('round', [percent, long(6)]),
              },
            ]
          : []),
      ],
    };
    return { relation, order: [], hidesTime: false };
  },
  print: (it) => {
    const count = it.count === undefined ? '' : `${it.count} `;
    const name = it.rare ? 'rare' : 'top';
    return `${name} ${printOptions(it.options)}${count}${printWords(it.fields)}${printBy(it.by)}`;
  },
});

interface Ranked {
  readonly partition: readonly Expression[];
  readonly values: readonly Expression[];
  readonly count: Expression;
  readonly total: string;
  readonly rank: string;
  readonly limit: number;
  readonly name: string;
}

/** All values behind the limit as one more of each group. */
function withOthers(ranked: Relation, it: Ranked): Relation {
  const place = column(it.rank, 'long');
  const behind = call('gt', [place, long(it.limit)]);
  const nameOf = (value: Expression): string => (value.kind === 'column' ? value.name : '');
  const groups: readonly NamedExpression[] = [
    ...it.partition.map((expression) => ({ name: nameOf(expression), expression })),
    ...it.values.map((value) => ({
      name: nameOf(value),
      expression: call('if', [behind, text(it.name), asText(value)]),
    })),
    { name: it.total, expression: column(it.total, 'long') },
    { name: it.rank, expression: call('least', [place, long(it.limit + 1)]) },
  ];
  const sum = { name: nameOf(it.count), fn: 'sum', args: [it.count], type: 'long' } as const;
  return { kind: 'aggregate', input: ranked, groups, aggregates: [sum] };
}
