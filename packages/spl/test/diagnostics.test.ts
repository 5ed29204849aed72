import { describe, expect, test } from 'vitest';
import { spl } from '../src/index.js';
import { suggestion } from '../src/diagnostics.js';
import { catalog } from './test-catalog.js';

/** The diagnostics of a rule as `code severity "the text they point at" help`. */
function told(rule: string): readonly string[] {
  return spl
    .compile(rule, catalog)
    .diagnostics.filter((each) => each.severity !== 'info')
    .map(({ code, severity, span, help }) => {
      const place = span === undefined ? '' : rule.slice(span.start, span.end);
      return [code, severity, JSON.stringify(place), ...(help === undefined ? [] : [help])].join(' ');
    });
}

const start = 'sourcetype=azure:aad:signin';

describe('a diagnostic points at the mistake and says what to do', () => {
  test.each([
    ['a misspelt command', `${start} | tabel user`, ['SPL0103 error "tabel" did you mean table?']],
    [
      'a misspelt function',
      `${start} | eval a=lowre(user)`,
      ['SPL0201 error "lowre(user)" did you mean lower?'],
    ],
    [
      'a misspelt aggregation',
      `${start} | stats vlaues(user)`,
      ['SPL0301 error "vlaues(user)" did you mean values?'],
    ],
    [
      'a misspelt sourcetype',
      'sourcetype=azure:aad:signins',
      ['SPL0401 error "azure:aad:signins" did you mean azure:aad:signin?'],
    ],
    [
      'a misspelt field',
      `${start} | where userPrincipalNaem="x"`,
      ['SPL0403 warning "userPrincipalNaem" did you mean userPrincipalName?'],
    ],
    ['an aggregation without its field', `${start} | stats sum`, ['SPL0302 error "sum" write sum(field)']],
    [
      'a condition in a field',
      `${start} | eval a=(1=1)`,
      ['SPL0205 error "(1=1)" write if(condition, "true", "false")'],
    ],
    ['text that is not closed', `${start} | where user="x`, ['SPL0101 error "\\"x"']],
    [
      'an option that is not there',
      `${start} | bin spam=1 span=1h _time`,
      ['SPL0104 error "spam=1" the options are span, bins, minspan, start, end, aligntime'],
    ],
    [
      'a refused command',
      `${start} | collect index=summary`,
      ['SPL0501 error "collect" rules do not write to an index'],
    ],
    [
      'a lookup that nobody has given',
      `${start} | lookup users user`,
      ['SPL0410 error "users" there are none; give it as CSV with --watchlist NAME=FILE'],
    ],
    [
      'a macro that is not defined',
      `${start} \`security_content_ctim(x)\``,
      ['SPL0405 error "`security_content_ctim(x)`" did you mean security_content_ctime?'],
    ],
    [
      'words without raw text',
      'sourcetype=aws:cloudtrail root',
      ['SPL0404 error "root" compare a field with it: field=root'],
    ],
  ])('%s', (_, rule, expected) => {
    expect(told(rule)).toEqual(expected);
  });

  test('an error says what was expected and what was found', () => {
    const [problem] = spl.compile(`${start} | where user = | table user`, catalog).diagnostics;
    expect(problem?.message).toBe('expected a value, found the end of the command');
    const [other] = spl.compile(`${start} | rename user to u`, catalog).diagnostics;
    expect(other?.message).toBe('expected "AS", found "to"');
  });

  test('what is missing at the end of a command is missing behind its last word', () => {
    const rule = `${start} | where user =\n| table user`;
    const [problem] = spl.compile(rule, catalog).diagnostics;
    expect(problem?.span).toEqual({ start: rule.indexOf('=\n') + 1, end: rule.indexOf('=\n') + 1 });
  });

  test('one rule reports all its errors, in the order of the text', () => {
    const rule = `${start} | evl a=1 | where lowr(user)="x" OR uper(user)="Y" | stats cuont(b) by (c | tail x`;
    expect(told(rule).map((each) => each.slice(0, 7))).toEqual([
      'SPL0103',
      'SPL0201',
      'SPL0201',
      'SPL0102',
      'SPL0504',
    ]);
  });

  test('a rule that needs metrics or a model lacks them as it would lack a log', () => {
    const lacking = (rule: string): readonly string[] => spl.compile(rule, catalog).missingTables;
    expect(lacking('| mstats avg(cpu) where index=m by host | where host="x"')).toEqual([
      'an index of metrics',
    ]);
    expect(lacking(`${start} | apply model | where outlier=1`)).toEqual(['a trained model']);
    expect(told(`${start} | apply model | where outlier=1`)).toEqual([
      'SPL0430 error "apply model" the rule is not evaluable here',
    ]);
  });

  test('a rule with an error has no plan, one with a warning has', () => {
    expect(spl.compile(`${start} | tabel user`, catalog).plan).toBeUndefined();
    expect(spl.compile(`${start} | where nothing="x"`, catalog).plan).toBeDefined();
  });

  test('a rule that begins with a command without results says so', () => {
    expect(told('| stats count')).toEqual([
      'SPL0407 error "stats count" begin with search terms or with | makeresults',
    ]);
    expect(told(`${start} | append [| where a=1]`)[0]?.slice(0, 7)).toBe('SPL0407');
  });

  test('a rule of a hundred thousand brackets is told so', () => {
    const { plan, diagnostics } = spl.compile(`${start} | where ${'('.repeat(100_000)}`, catalog);
    expect(plan).toBeUndefined();
    expect(diagnostics.map((each) => each.code)).toEqual(['SPL0603']);
  });

  test('records that several sourcetypes name are read once, and the rule is told as what', () => {
    const { plan, diagnostics } = spl.compile('index=azure resultType=0', catalog);
    expect(plan).toBeDefined();
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ['SPL0406', 'info', 'index is not constrained: any value matches'],
      [
        'SPL0408',
        'info',
        'the same records are known as azure:monitor:aad: they are read as azure:aad:signin',
      ],
    ]);
  });

  test('a field that means different things in them is refused, and so is one of their names', () => {
    expect(told('index=azure | stats count by sourcetype')).toEqual([]);
    expect(told('index=azure | where sourcetype="azure:monitor:aad"')).toEqual([
      'SPL0409 error "index=azure " name one of them: sourcetype=azure:aad:signin, sourcetype=azure:monitor:aad',
    ]);
  });

  test('a search that asks different things of the same records must say which', () => {
    const rule = '(sourcetype=azure:aad:signin resultType=0) OR (sourcetype=azure:monitor:aad resultType=1)';
    expect(told(rule)).toEqual([
      `SPL0402 error "${rule}" name one of them: sourcetype=azure:aad:signin, sourcetype=azure:monitor:aad`,
    ]);
  });

  test('a rule that reads raw text is refused where it is not kept', () => {
    expect(told('sourcetype=aws:cloudtrail | rex "(?<x>a)"')).toEqual(['SPL0404 error "rex \\"(?<x>a)\\""']);
    expect(told('sourcetype=azure:aad:signin | rex "(?<x>a)"')).toEqual([]);
  });

  test('a field that one of several sourcetypes has is known; one that none has is unknown once', () => {
    const both = '(sourcetype=azure:aad:signin OR sourcetype=aws:cloudtrail)';
    expect(told(`${both} eventName=ConsoleLogin OR resultType=0 | table userPrincipalName`)).toEqual([]);
    expect(told(`${both} userPrincipalNaem=mina`)).toEqual([
      'SPL0403 warning "userPrincipalNaem" did you mean userPrincipalName?',
    ]);
  });

  test.each([
    '',
    '   ',
    '|',
    '| |',
    '[',
    ']',
    '"',
    '`',
    '``',
    '| eval',
    '| eval a=',
    '| where (',
    '(((',
    'a=',
    '| stats count by',
    '| rename',
    '| sort',
    '| search NOT',
    'OR OR',
    '| join [',
    '| foreach * [',
    '| rex',
    'a IN (',
    '| eval a=case(',
    '\\',
    '| table a | ',
  ])('text that is no rule gives diagnostics, not an exception: %s', (rule) => {
    const { plan, diagnostics } = spl.compile(rule, catalog);
    if (plan === undefined) expect(diagnostics.some((each) => each.severity === 'error')).toBe(true);
    else expect(diagnostics.every((each) => each.severity !== 'error')).toBe(true);
  });
});

test('only near names are suggested', () => {
  expect(suggestion('sats', ['stats', 'sort'])).toBe('did you mean stats?');
  expect(suggestion('tabel', ['table', 'tail'])).toBe('did you mean table?');
  expect(suggestion('xyzzy', ['stats', 'sort'])).toBeUndefined();
});
