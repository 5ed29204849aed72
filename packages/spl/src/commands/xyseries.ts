import type { AggregateCall, Expression, Relation, SortKey } from '@interloper/plan';
import { call, column, not, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { nameProblem, namesOf } from '../lower/pivot.js';
import type { Lowering, State } from '../lower/state.js';
import { emptyState, fieldValue, freshName, knownOrder, report, sortKeys } from '../lower/state.js';
import { asText } from '../lower/values.js';
import { printOptions, printWord, printWords } from '../syntax/print-parts.js';
import { options, spanFrom, take, word, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';

const OPTIONS = ['grouped', 'sep', 'format'];
const MOST_COLUMNS = 1000;

/** Search Reference: xyseries. A result for each value of the first field, a column for each value of the second. */
export const xyseries = command<'xyseries'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'xyseries', OPTIONS);
    const row = word(scanner, 'the field of the rows');
    take(scanner, ',');
    const name = word(scanner, 'the field of the names');
    const data = wordList(scanner, 'a field of the values', OPTIONS);
    const after = options(scanner, 'xyseries', OPTIONS);
    return {
      kind: 'xyseries',
      options: [...before, ...after],
      row,
      name,
      data,
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, before, lowering) => {
    const written = (name: string): string | undefined =>
      it.options.find((option) => option.name === name)?.value.text;
    const state = knownOrder(before);
    const row = fieldValue(it.row.text, state, lowering, it.row.span);
    const label = asText(fieldValue(it.name.text, state, lowering, it.name.span));
    if (row.type === 'multivalue' || row.kind === 'literal' || label.kind === 'literal') {
      const message = `${it.row.text} and ${it.name.text} must hold single values`;
      report(lowering, diagnostic('SPL0203', ['xyseries', message], { span: it.span }));
      return emptyState();
    }
    const names = namesIn(state, label, lowering);
    if (names === undefined) return emptyState();
    const named = namesOf(written('sep'), written('format'));
    const cells = it.data.flatMap((data) =>
      names.map((value) => ({ data, value, name: it.data.length === 1 ? value : named(data.text, value) })),
    );
    const problem =
      names.length > MOST_COLUMNS
        ? `there would be more than ${MOST_COLUMNS} columns`
        : nameProblem([it.row.text, ...cells.map(({ name }) => name)]);
    if (problem !== undefined) {
      report(lowering, diagnostic('SPL0203', [it.name.text, problem], { span: it.name.span }));
      return emptyState();
    }
    // The last result of a cell stays.
    const order = sortKeys(state).map((key): SortKey => ({
      ...key,
      descending: !key.descending,
      nulls: key.nulls === 'last' ? 'first' : 'last',
    }));
    const aggregates = cells.map(({ data, value, name }): AggregateCall => {
      const cell = fieldValue(data.text, state, lowering, data.span);
      const where = call('eq', [label, text(value)]);
      return { name, fn: 'anyNotNull', args: [cell], type: cell.type, order, where };
    });
    const present: Relation = {
      kind: 'filter',
      input: state.relation,
      predicate: not(call('isNull', [row])),
    };
    const groups = [{ name: it.row.text, expression: row }];
    const relation: Relation = { kind: 'aggregate', input: present, groups, aggregates };
    const key = { expression: column(it.row.text, row.type), descending: false, nulls: 'last' } as const;
    return { relation, order: [key], hidesTime: false };
  },
  print: (it) =>
    `xyseries ${printOptions(it.options)}${printWord(it.row)} ${printWord(it.name)} ${printWords(it.data)}`,
});

/** The values that become columns, sorted; undefined until they are known. */
function namesIn(state: State, label: Expression, lowering: Lowering): readonly string[] | undefined {
  const name = freshName(state, 'name');
  const own = column(name, 'string');
  const all: Relation = {
    kind: 'aggregate',
    input: { kind: 'filter', input: state.relation, predicate: not(call('isNull', [label])) },
    groups: [{ name, expression: label }],
    aggregates: [],
  };
  const sorted: Relation = {
    kind: 'sort',
    input: all,
    keys: [{ expression: own, descending: false, nulls: 'last' }],
  };
  const limited: Relation = { kind: 'limit', input: sorted, count: MOST_COLUMNS + 1 };
  const columns = [
    { name: 'name', expression: own },
    { name: 'type', expression: text('value') },
  ];
  return lowering.ask({ kind: 'project', input: limited, columns })?.map((item) => item.name);
}
