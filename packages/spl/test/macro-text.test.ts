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
  { name: 'picked', parameters: ['a'], definition: 'if("$a$"="all", "*", "user=$a$")', computed: true },
  { name: 'since', parameters: [], definition: 'relative_time(now(), "-1d")', computed: true },
  { name: 'truth', parameters: [], definition: '1=1', computed: true },
  {
    name: 'first',
    parameters: ['n'],
    definition: 'head $n$',
    validation: 'isnum($n$)',
    message: 'n must be a number, not $n$',
  },
  { name: 'told', parameters: ['n'], definition: 'head $n$', validation: 'if($n$ > 5, "at most 5", null())' },
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

  test('that are eval expressions are computed', () => {
    expect(expandMacroText('`sum(1)` `picked(all)` `picked(mina)`', macros)).toMatchObject({
      text: 'x1 * user=mina',
      diagnostics: [],
    });
  });

  test('check their arguments', () => {
    expect(expandMacroText('`first(3)` | `told(5)`', macros)).toMatchObject({
      text: 'head 3 | head 5',
      diagnostics: [],
    });
    const [problem] = expandMacroText('`first(x)`', macros).diagnostics;
    expect(problem?.message).toBe('the macro first refuses its arguments: n must be a number, not x');
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
    ['`since`', 'SPL0504'],
    ['`truth`', 'SPL0504'],
    ['`first(x)`', 'SPL0423'],
    ['`told(6)`', 'SPL0423'],
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
