import { placedSpan } from '@interloper/plan';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Document, isMap, isScalar, parseDocument } from 'yaml';
import { placedScalar } from '../../src/rules/placed-scalar.js';

function placed(source: string): ReturnType<typeof placedScalar> {
  const { contents } = parseDocument(source);
  const scalar = isMap(contents) ? contents.get('query', true) : undefined;
  if (!isScalar(scalar)) throw new Error('the source has a query');
  return placedScalar(source, scalar);
}

/** What the file has where a part of the rule's text comes from. */
function writtenAt(source: string, part: string): string {
  const found = placed(source);
  const start = found.text.indexOf(part);
  const span = placedSpan(found, { start, end: start + part.length });
  return source.slice(span.start, span.end);
}

describe('where the text of a scalar is written', () => {
  test.each([
    ['a literal block', 'id: 1\nquery: |\n    SigninLogs\n    | where Bad == 1\n'],
    ['a literal block that keeps its own indent', 'query: |\n  A\n    | where Bad == 1\n   \n  | take 1\n'],
    ['a folded block', 'query: >-\n  SigninLogs\n  | where Bad == 1\n'],
    ['a plain text over lines', 'query: SigninLogs\n  | where Bad == 1\nnext: 2\n'],
    ['single quotes', "query: 'it''s | where Bad == 1'\n"],
    ['double quotes', 'query: "a\\n\\"b\\" \\u00e9 | where Bad == 1"\n'],
    ['double quotes that go on', 'query: "a \\\n   | where Bad == 1"\n'],
    ['JSON', '{"a":1,"query":"x\\r\\n\\t| where Bad == 1"}'],
    ['lines that end as in Windows', 'query: |\r\n  A\r\n  | where Bad == 1\r\n'],
  ])('%s', (_, source) => {
    expect(writtenAt(source, 'Bad')).toBe('Bad');
    expect(writtenAt(source, 'where')).toBe('where');
    expect(writtenAt(source, '1')).toBe('1');
  });

  test('an escape is the place of what it stands for', () => {
    expect(writtenAt('query: "a\\"b"', '"')).toBe('\\"');
    expect(writtenAt("query: 'it''s'", "'")).toBe("''");
  });

  test('every word of any text is found where it stands', () => {
    const word = fc.constantFrom('a', 'bb', '|', '==', '"q"', "it's", '\\d+', ':', '#', 'é');
    const gap = fc.constantFrom(' ', '\n', '  ', '\n\n', '\n  ', '\t');
    const kind = fc.constantFrom('BLOCK_LITERAL', 'BLOCK_FOLDED', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'PLAIN');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 12 }), kind, (parts, type) => {
        const text = parts.map(([each, space]) => each + space).join('');
        const document = new Document({ query: text });
        const node = document.get('query', true);
        if (!isScalar(node)) throw new Error('it was given');
        node.type = type;
        const source = document.toString({ lineWidth: 30 });
        const found = placed(source);
        expect(found.text).toBe(text);
        let from = 0;
        for (const [each] of parts) {
          const start = text.indexOf(each, from);
          const span = placedSpan(found, { start, end: start + each.length });
          // Long words go on in the next line, in double quotes.
          const there = source.slice(span.start, span.end).replaceAll(/\\\n\s*/g, '');
          expect(there.replaceAll("''", "'").replaceAll('\\"', '"').replaceAll('\\\\', '\\')).toBe(each);
          from = start + each.length;
        }
      }),
    );
  });
});
