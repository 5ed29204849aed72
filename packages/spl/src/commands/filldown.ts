import type { Relation } from '@interloper/plan';
import { call, column } from '@interloper/plan';
import { refuseInside } from '../lower/inside-json.js';
import {
  fieldNames,
  fieldValue,
  freshName,
  matchNames,
  knownOrder,
  setField,
  sortKeys,
} from '../lower/state.js';
import { printWords } from '../syntax/print-parts.js';
import { atEnd, spanFrom, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: filldown. A null becomes the last value before it. */
export const filldown = command<'filldown'>({
  parse: (scanner, start) => {
    const fields = atEnd(scanner) ? [] : wordList(scanner, 'a field');
    return { kind: 'filldown', fields, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const pinned = knownOrder(before);
    for (const { text, span } of it.fields) refuseInside('filldown', text, span, before, lowering);
    const patterns = it.fields.length === 0 ? ['*'] : it.fields.map((word) => word.text);
    const names = patterns.flatMap((pattern) =>
      pattern.includes('*') ? matchNames(pattern, fieldNames(pinned)) : [pattern],
    );
    return [...new Set(names)].reduce((state, name) => {
      const value = fieldValue(name, state, lowering, it.span);
      if (value.kind === 'literal') return state;
      // Results up to the next value form a group; its first value is the one to go on with.
      const group = freshName(state, 'group');
      const counted: Relation = {
        kind: 'window',
        input: state.relation,
        partition: [],
        order: sortKeys(state),
        calls: [
          {
            name: group,
            fn: 'countValues',
            args: [value],
            type: 'long',
            frame: { unit: 'rows', before: 'unbounded', after: 0 },
          },
        ],
      };
      const filled = freshName({ ...state, relation: counted }, 'filled');
      const window: Relation = {
        kind: 'window',
        input: counted,
        partition: [column(group, 'long')],
        order: sortKeys(state),
        calls: [{ name: filled, fn: 'firstValue', args: [value], type: value.type, frame: { unit: 'all' } }],
      };
      const last = call('coalesce', [value, column(filled, value.type)]);
      return setField({ ...state, relation: window }, name, last);
    }, pinned);
  },
  print: (it) => `filldown ${printWords(it.fields)}`.trimEnd(),
});
