import { placedSpan } from '@interloper/plan';
import { describe, expect, test } from 'vitest';
import { spl } from '../src/language.js';
import { expandMacroText } from '../src/macro-text.js';
import type { MacroDefinition } from '../src/macro-text.js';

const macros: readonly MacroDefinition[] = [
  { name: 'logs', parameters: [], definition: 'sourcetype=okta action=failure' },
  { name: 'over', parameters: ['field', 'least'], definition: 'where $field$ > $least$' },
  { name: 'over', parameters: ['field'], definition: '`over($field$, 10)`' },
  { name: 'loop', parameters: [], definition: '`loop`' },
  { name: 'sum', parameters: ['a'], definition: '"x".$a$', computed: true },
];

// Knowledge Manager Manual, "Use search macros in searches" and "Define search macros in Settings".
describe('macros that are defined', () => {
  test('are put in their place, with their arguments', () => {
    expect(expandMacroText('`logs` | stats count by user | `over(count, 5)`', macros).text).toBe(
      'sourcetype=okta action=failure | stats count by user | where count > 5',
    );
  });

  test('are told apart by the number of their arguments, and may use each other', () => {
    expect(expandMacroText('`logs` | `over(n)`', macros).text).toBe(
      'sourcetype=okta action=failure | where n > 10',
    );
  });

  test('stay as they are in quotes and comments, and when nobody defined them', () => {
    const text = 'search a="`logs`" ```not `logs` here``` | `a_filter` | `security_content_ctime(x)`';
    expect(expandMacroText(text, macros)).toMatchObject({ text, diagnostics: [] });
  });

  test('an argument in quotes is the text in them', () => {
    expect(expandMacroText('`over("n, m", "1")`', macros).text).toBe('where n, m > 1');
  });

  test('what comes of a macro stands where its backticks do, the rest where it stood', () => {
    const text = '`logs` | stats';
    const expanded = expandMacroText(text, macros);
    const at = (part: string): string => {
      const start = expanded.text.indexOf(part);
      const span = placedSpan(expanded, { start, end: start + part.length });
      return text.slice(span.start, span.end);
    };
    expect(at('action')).toBe('`logs`');
    expect(at('stats')).toBe('stats');
  });

  test.each([
    ['`over(a, b, c)`', 'SPL0412'],
    ['`over`', 'SPL0412'],
    ['`loop`', 'SPL0413'],
    ['`sum(1)`', 'SPL0504'],
  ])('%s is refused', (text, code) => {
    expect(expandMacroText(text, macros).diagnostics.map((each) => each.code)).toEqual([code]);
  });
});

test('what published searches name inside expressions is known', () => {
  const text =
    '| makeresults | where _time > relative_time(now(), `previously_unseen_cloud_provisioning_activity_window`) | evl x=1';
  const { diagnostics } = spl.compile(text, { tables: [], sourcetypes: [], logsources: [] });
  expect(diagnostics.map(({ code, span }) => `${code} ${text.slice(span?.start, span?.end)}`)).toEqual([
    'SPL0103 evl',
  ]);
});
