import type { Expression } from '@interloper/plan';
import { call, columnType, column, text } from '@interloper/plan';
import { fieldNames, setField, tryField } from '../lower/state.js';
import { asText, kindOf } from '../lower/values.js';
import { printWord, printWords } from '../syntax/print-parts.js';
import { failExpected, spanFrom, take, takeKeyword, word, wordList } from '../syntax/scanner.js';
import type { Word } from '../syntax/tree.js';
import { command } from './definition.js';

/** Search Reference: replace. Whole values are replaced; what a wildcard stands for can be used in the new value. */
export const replace = command<'replace'>({
  parse: (scanner, start) => {
    const replacements: { readonly from: Word; readonly to: Word }[] = [];
    do {
      const from = word(scanner, 'the value to replace');
      if (!takeKeyword(scanner, 'with')) failExpected(scanner, '"WITH"');
      replacements.push({ from, to: word(scanner, 'the new value') });
    } while (take(scanner, ','));
    const fields = takeKeyword(scanner, 'in') ? wordList(scanner, 'a field') : [];
    return { kind: 'replace', replacements, fields, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const names =
      it.fields.length > 0
        ? it.fields.map((item) => item.text)
        : fieldNames(before).filter((name) => !name.startsWith('_'));
    return names.reduce((state, name) => {
      const type = columnType(state.relation, name);
      if (type === undefined) {
        tryField(name, state, lowering);
        return state;
      }
      if (kindOf(type) !== 'text' && it.fields.length === 0) return state;
      const value = asText(column(name, type));
      const cases = it.replacements.flatMap(({ from, to }) => replaced(value, from.text, to.text));
      return setField(state, name, call('case', [...cases, value]));
    }, before);
  },
  print: (it) => {
    const pairs = it.replacements
      .map(({ from, to }) => `${printWord(from)} WITH ${printWord(to)}`)
      .join(', ');
    return `replace ${pairs}${it.fields.length === 0 ? '' : ` IN ${printWords(it.fields)}`}`;
  },
});

/** The condition under which a value is replaced, and the new value. */
function replaced(value: Expression, from: string, to: string): readonly Expression[] {
  if (!from.includes('*')) return [call('eq', [value, text(from)]), text(to)];
  const parts = from.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = text(`(?s)^${parts.join('(.*)')}$`);
  let group = 0;
  const by = to.replaceAll('\\', '\\\\').replaceAll('*', () => {
    group += 1;
    return group < parts.length ? `\\${group}` : '*';
  });
  return [call('matchesRegex', [value, pattern]), call('replaceRegex', [value, pattern, text(by)])];
}
