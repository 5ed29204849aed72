import { describe, expect, test } from 'vitest';
import { plain, renderCsv, renderDiagnostic, renderRows } from '@interloper/report';

describe('renderCsv', () => {
  test('quotes as RFC 4180 and writes dynamic values as JSON', () => {
    const lines = [
      ...renderCsv(
        [{ name: 'a' }, { name: 'b,"c"' }],
        [
          ['x, y', null],
          ['say "hi"\n', { city: 'Oslo' }],
          [12, true],
          [['a', 'b'], 1.5],
        ],
      ),
    ];
    expect(lines).toEqual([
      'a,"b,""c"""\r\n',
      '"x, y",\r\n',
      '"say ""hi""\n","{""city"":""Oslo""}"\r\n',
      '12,true\r\n',
      '"[""a"",""b""]",1.5\r\n',
    ]);
  });

  // The characters that begin a formula: OWASP, CSV Injection.
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\uff1d1'])('neutralises %j', (cell) => {
    const [, line = ''] = [...renderCsv([{ name: 'a' }], [[cell]])];
    expect(line.replace(/^"/, '').startsWith(`'${cell[0] ?? ''}`)).toBe(true);
  });

  test('leaves numbers alone', () => {
    expect([...renderCsv([{ name: 'a' }], [[-5]])][1]).toBe('-5\r\n');
  });
});

test('renderRows shows values as text and counts the rows', () => {
  const columns = [
    { name: 'UserPrincipalName', type: 'string' },
    { name: 'Count', type: 'long' },
    { name: 'Types', type: 'dynamic' },
  ];
  const rows = [
    ['mina@alderfinch.example', 12, ['a', 'b']],
    ['ravi@alderfinch.example', 3, null],
  ];
  const lines = renderRows(columns, rows, { width: 80, paint: plain });
  expect(lines[2]).toBe('mina@alderfinch.example     12  a, b');
  expect(lines[3]).toBe('ravi@alderfinch.example      3');
  expect(lines.at(-1)).toBe('2 rows');
});

describe('renderDiagnostic', () => {
  const diagnostic = {
    code: 'KQL0101',
    severity: 'error' as const,
    message: 'there is no table Foo',
    help: 'the tables are SigninLogs',
    place: { line: 3, column: 5, text: 'let Foo | where x', length: 3 },
  };

  test('names the place, shows the line and marks the part', () => {
    expect(renderDiagnostic('rule.kql', diagnostic, { width: 80, paint: plain })).toEqual([
      'rule.kql:3:5: error KQL0101: there is no table Foo',
      '    3 | let Foo | where x',
      '      |     ^^^',
      '    help: the tables are SigninLogs',
    ]);
  });

  test('shows the part of a long line that matters, and nothing hostile', () => {
    const text = `${'x'.repeat(300)}\u001b[2J${'y'.repeat(300)}`;
    const lines = renderDiagnostic(
      'r\u202e.kql',
      { ...diagnostic, place: { line: 1, column: 301, text, length: 1 } },
      { width: 60, paint: plain },
    );
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    const code = lines.findIndex((line) => line.includes('\\x1b'));
    expect(lines[code + 1]?.indexOf('^')).toBe(lines[code]?.indexOf('\\x1b'));
    for (const mark of ['\u001b', '\u202e']) expect(lines.join('')).not.toContain(mark);
  });
});
