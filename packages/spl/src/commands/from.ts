import { allEvents } from '../data-models/all-events.js';
import { diagnostic } from '../diagnostics.js';
import { emptyState, report } from '../lower/state.js';
import { quote } from '../syntax/print-parts.js';
import { spanFrom, tryWord, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: from. The events of a data model's dataset, whose fields have no prefix. */
export const from = command<'from'>({
  parse: (scanner, start) => {
    const kind = word(scanner, 'datamodel:');
    const text = [kind.text];
    for (let next = tryWord(scanner); next !== undefined; next = tryWord(scanner)) text.push(next.text);
    const model = {
      text: text.join(''),
      quoted: false,
      span: { start: kind.span.start, end: scanner.position },
    };
    return { kind: 'from', model, span: spanFrom(scanner, start) };
  },
  lower: (it, _, lowering) => {
    const name = /^datamodel[:=]?(.+)$/is.exec(it.model.text)?.[1];
    if (name === undefined) {
      const help = 'write: from datamodel:"Authentication"';
      report(lowering, diagnostic('SPL0504', [`from ${it.model.text}`], { span: it.model.span, help }));
      return emptyState();
    }
    return allEvents({ ...it.model, text: name }, false, lowering);
  },
  print: (it) => {
    const [kind = '', name = ''] = it.model.text.split(/(?<=^[A-Za-z]+:)/);
    return `from ${kind}${name === '' ? '' : quote(name)}`;
  },
  partial: 'data models only: Authentication, Change and Web',
});
