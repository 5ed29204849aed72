import { columnType } from '@interloper/plan';
import { namedFields } from '../lower/field-lists.js';
import { refuseInside } from '../lower/inside-json.js';
import { fieldNames, keepFields, matchNames } from '../lower/state.js';
import { printWords } from '../syntax/print-parts.js';
import { matchAt, skipSpace, spanFrom, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';
import { closed } from './table.js';

/** Search Reference: fields. Keeps or removes fields; `_time` stays for later commands unless it is removed by name. */
export const fields = command<'fields'>({
  parse: (scanner, start) => {
    skipSpace(scanner);
    const sign = matchAt(scanner, /[-+](?=\s)/y);
    const words = wordList(scanner, 'a field');
    const [first, ...rest] = words;
    // `fields -a` is read like `fields - a`.
    const glued = sign === undefined && first !== undefined && !first.quoted && /^[-+]./.test(first.text);
    const remove = sign === '-' || (glued && first.text.startsWith('-'));
    const list = glued ? [{ ...first, text: first.text.slice(1) }, ...rest] : words;
    return { kind: 'fields', remove, fields: list, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    if (it.remove) {
      const all = fieldNames(before);
      for (const { text, span } of it.fields) refuseInside('fields -', text, span, before, lowering);
      const gone = new Set(it.fields.flatMap((word) => matchNames(word.text, all)));
      const { origin } = before;
      const kept = keepFields(
        before,
        all.filter((name) => !gone.has(name)),
      );
      const patterns = it.fields.map((word) => word.text);
      const removed = (name: string): boolean =>
        patterns.some((pattern) => matchNames(pattern, [name]).length > 0);
      return origin === undefined
        ? kept
        : { ...kept, origin: (name) => (removed(name) ? undefined : origin(name)) };
    }
    const { state, names } = namedFields(it.fields, before, lowering);
    const named = names.includes('_time');
    const hidden = !named && columnType(state.relation, '_time') !== undefined;
    const kept = closed(keepFields(state, hidden ? [...names, '_time'] : names));
    return { ...kept, hidesTime: hidden };
  },
  print: (it) => `fields ${it.remove ? '- ' : ''}${printWords(it.fields)}`,
});
