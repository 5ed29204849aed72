import type { JoinColumn, NamedExpression, Relation } from '@interloper/plan';
import { call, column, columnsOf } from '@interloper/plan';
import type { State } from '../lower/state.js';
import { freshName, isInternal, sortKeys } from '../lower/state.js';
import { eitherOf } from '../lower/values.js';
import { printOptions } from '../syntax/print-parts.js';
import { options, spanFrom, subsearch } from '../syntax/scanner.js';
import { atMost } from './append.js';
import { command } from './definition.js';

const OPTIONS = ['override', 'extendtimerange', 'maxtime', 'maxout', 'timeout'];

/** Search Reference: appendcols. The n-th result of a subsearch adds its fields to the n-th result there is. */
export const appendcols = command<'appendcols'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'appendcols', OPTIONS);
    const pipeline = subsearch(scanner);
    return { kind: 'appendcols', options: found, pipeline, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const wins = it.options.some(
      (option) => option.name === 'override' && /^(?:t|true|1)$/i.test(option.value.text),
    );
    const left = numbered(before);
    const found = lowering.lowerPipeline(it.pipeline, lowering);
    const right = numbered(atMost(it.options, found, lowering));
    const shown = columnsOf(right.relation).filter(({ name }) => !name.startsWith('_'));
    const own = columnsOf(left.relation).filter(({ name }) => !isInternal(name));
    const added = (name: string): string => `${right.place}_${name}`;
    const columns: readonly JoinColumn[] = [
      ...own.map(({ name }): JoinColumn => ({ name, side: 'left', source: name })),
      { name: left.place, side: 'left', source: left.place },
      { name: added(''), side: 'right', source: right.place },
      ...shown.map(({ name }): JoinColumn => ({ name: added(name), side: 'right', source: name })),
    ];
    const joined: Relation = {
      kind: 'join',
      flavour: 'full',
      left: left.relation,
      right: right.relation,
      condition: call('eq', [column(left.place, 'long', 'left'), column(right.place, 'long', 'right')]),
      columns,
    };
    const place = call('coalesce', [column(left.place, 'long'), column(added(''), 'long')]);
    const sorted: Relation = {
      kind: 'sort',
      input: joined,
      keys: [{ expression: place, descending: false, nulls: 'last' }],
    };
    const kept = own.map(({ name, type }): NamedExpression => {
      const mine = column(name, type);
      const other = shown.find((item) => item.name === name);
      if (other === undefined) return { name, expression: mine };
      const theirs = column(added(name), other.type);
      return { name, expression: eitherOf(wins ? [theirs, mine] : [mine, theirs]) };
    });
    const fresh = shown
      .filter(({ name }) => !own.some((item) => item.name === name))
      .map(({ name, type }): NamedExpression => ({ name, expression: column(added(name), type) }));
    const relation: Relation = { kind: 'project', input: sorted, columns: [...kept, ...fresh] };
    return { relation, order: [], hidesTime: before.hidesTime };
  },
  print: (it, printPipeline) => `appendcols ${printOptions(it.options)}[ ${printPipeline(it.pipeline)} ]`,
});

function numbered(state: State): { readonly relation: Relation; readonly place: string } {
  const place = freshName(state, 'place');
  const relation: Relation = {
    kind: 'window',
    input: state.relation,
    partition: [],
    order: sortKeys(state),
    calls: [{ name: place, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  return { relation, place };
}
