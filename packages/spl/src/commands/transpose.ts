import type { Expression, Relation } from '@interloper/plan';
import { bool, call, column, columnsOf, long, nullOf, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { nameProblem } from '../lower/pivot.js';
import { arrange, emptyState, fieldNames, fieldValue, freshName, report } from '../lower/state.js';
import { asText, unify } from '../lower/values.js';
import { printOptions } from '../syntax/print-parts.js';
import { options, spanFrom, tryCount } from '../syntax/scanner.js';
import { command } from './definition.js';

const OPTIONS = ['column_name', 'header_field', 'include_empty'];
const DEFAULT_ROWS = 5;
const MOST_ROWS = 1000;

/** Search Reference: transpose. Each field becomes a result, each of the first results a field. */
export const transpose = command<'transpose'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'transpose', OPTIONS);
    const count = tryCount(scanner);
    const after = options(scanner, 'transpose', OPTIONS);
    return {
      kind: 'transpose',
      ...(count === undefined ? {} : { count }),
      options: [...before, ...after],
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, before, lowering) => {
    const written = (name: string): string | undefined =>
      it.options.find((option) => option.name === name)?.value.text;
    const state = arrange(before);
    const header = written('header_field');
    const most = it.count === 0 ? MOST_ROWS : (it.count ?? DEFAULT_ROWS);
    const place = freshName(state, 'place');
    const head =
      header === undefined
        ? call('concat', [text('row '), call('toText', [column(place, 'long')])])
        : call('coalesce', [asText(fieldValue(header, state, lowering, it.span)), text('')]);
    const first: Relation = { kind: 'limit', input: state.relation, count: most + 1 };
    const numbered: Relation = {
      kind: 'window',
      input: first,
      partition: [],
      order: [],
      calls: [{ name: place, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
    };
    const named: Relation = {
      kind: 'project',
      input: numbered,
      columns: [
        { name: 'name', expression: head },
        { name: 'type', expression: text('value') },
      ],
    };
    const answer = lowering.ask(named);
    if (answer === undefined) return emptyState();
    const names = answer.slice(0, most).map(({ name }) => name);
    const columnName = written('column_name') ?? 'column';
    const problem =
      it.count === 0 && answer.length > MOST_ROWS
        ? `there are more than ${MOST_ROWS} results`
        : nameProblem([columnName, ...names]);
    if (problem !== undefined) {
      report(lowering, diagnostic('SPL0203', ['transpose', problem], { span: it.span }));
      return emptyState();
    }
    const all = columnsOf(state.relation);
    const rows = fieldNames(state).filter(
      (name) => name !== header && !(state.hidesTime && name === '_time'),
    );
    const values = unify(
      rows.map((name): Expression => {
        const own = column(name, all.find((item) => item.name === name)?.type ?? 'string');
        return own.type === 'datetime' ? call('epochSeconds', [own]) : own;
      }),
    );
    const type = values[0]?.type ?? 'string';
    const inputName = lowering.fresh('transposed');
    const input: Relation = { kind: 'reference', name: inputName, columns: columnsOf(numbered) };
    const inputs = rows.map((name, index): Relation => ({
      kind: 'aggregate',
      input,
      groups: [],
      aggregates: names.map((cell, at) => ({
        name: cell,
        fn: 'anyNotNull',
        args: [values[index] ?? nullOf(type)],
        type,
        where: call('eq', [column(place, 'long'), long(at + 1)]),
      })),
    }));
    const labelled = inputs.map((each, index): Relation => ({
      kind: 'project',
      input: each,
      columns: [
        { name: columnName, expression: text(rows[index] ?? '') },
        ...names.map((name) => ({ name, expression: column(name, type) })),
      ],
    }));
    const union: Relation = { kind: 'union', inputs: labelled };
    const drops = /^(?:f|false|0)$/i.test(written('include_empty') ?? 'true');
    const isEmpty = names.map((name) => call('isNull', [column(name, type)]));
    const predicate = isEmpty.length === 0 ? bool(false) : call('not', [call('and', isEmpty)]);
    const body: Relation = drops ? { kind: 'filter', input: union, predicate } : union;
    const relation: Relation = { kind: 'let', name: inputName, value: numbered, materialised: true, body };
    return { relation, order: [], hidesTime: false };
  },
  print: (it) =>
    `transpose ${it.count === undefined ? '' : `${it.count} `}${printOptions(it.options)}`.trimEnd(),
});
