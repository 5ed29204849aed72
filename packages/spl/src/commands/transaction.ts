import type { Scanner } from '../syntax/scanner.js';
import {
  bracketedBy,
  expect,
  fail,
  matchAt,
  skipSpace,
  spanFrom,
  take,
  tryWord,
  word,
} from '../syntax/scanner.js';
import { diagnostic } from '../diagnostics.js';
import { lowerTransaction } from '../lower/transaction.js';
import { parseExpression } from '../syntax/eval-expression.js';
import { printExpression, printOptions, printWords, quote } from '../syntax/print-parts.js';
import type { Boundary, Option, Word } from '../syntax/tree.js';
import { command } from './definition.js';

const OPTIONS = [
  'maxspan',
  'maxpause',
  'maxevents',
  'keepevicted',
  'keeporphans',
  'connected',
  'unifyends',
  'mvlist',
  'delim',
  'nullstr',
  'mvraw',
  'maxopentxn',
  'maxopenevents',
];

/** Search Reference: transaction. */
export const transaction = command<'transaction'>({
  parse: (scanner, start) => {
    const fields: Word[] = [];
    const found: Option[] = [];
    const bounds: { startswith?: Boundary; endswith?: Boundary } = {};
    for (;;) {
      take(scanner, ',');
      skipSpace(scanner);
      const from = scanner.position;
      const first = tryWord(scanner);
      if (first === undefined) break;
      if (!take(scanner, '=')) {
        fields.push(first);
        continue;
      }
      const name = first.text.toLowerCase();
      if (name === 'startswith' || name === 'endswith') bounds[name] = parseBoundary(scanner);
      else if (OPTIONS.includes(name)) {
        found.push({ name, value: word(scanner, `a value for ${name}`), span: spanFrom(scanner, from) });
      } else {
        const help = `the options are ${['startswith', 'endswith', ...OPTIONS].join(', ')}`;
        fail(diagnostic('SPL0104', ['transaction', first.text], { span: first.span, help }));
      }
    }
    return { kind: 'transaction', fields, options: found, ...bounds, span: spanFrom(scanner, start) };
  },
  lower: lowerTransaction,
  print: (it) => {
    const fields = it.fields.length === 0 ? '' : `${printWords(it.fields)} `;
    const from = it.startswith === undefined ? '' : `startswith=${printBoundary(it.startswith)} `;
    const to = it.endswith === undefined ? '' : `endswith=${printBoundary(it.endswith)}`;
    return `transaction ${fields}${printOptions(it.options)}${from}${to}`.trimEnd();
  },
  partial: 'no keepevicted, keeporphans or mvraw',
});

/** `eval(condition)`, search terms in brackets, or search terms in quotes. */
function parseBoundary(scanner: Scanner): Boundary {
  skipSpace(scanner);
  const start = scanner.position;
  if (matchAt(scanner, /eval\s*\(/y) !== undefined) {
    const condition = parseExpression(scanner);
    expect(scanner, ')');
    return { how: 'eval', condition, span: spanFrom(scanner, start) };
  }
  if (scanner.source[scanner.position] === '(') {
    return { how: 'bracketed', text: bracketedBy(scanner), span: spanFrom(scanner, start) };
  }
  const { text } = word(scanner, 'search terms in quotes, or eval(…)');
  return { how: 'quoted', text, span: spanFrom(scanner, start) };
}

function printBoundary(boundary: Boundary): string {
  switch (boundary.how) {
    case 'eval':
      return `eval(${printExpression(boundary.condition)})`;
    case 'bracketed':
      return `(${boundary.text})`;
    case 'quoted':
      return quote(boundary.text);
  }
}
