import { describe, expect, test } from 'vitest';
import { sigma } from '../src/index.js';
import { catalog, ruleOn, selectionOn } from './catalog.js';

/** The diagnostics of a text as `CODE severity “what they point at”`. */
function problemsOf(text: string): readonly string[] {
  return sigma.compile(text, catalog).diagnostics.map(({ code, severity, span }) => {
    return `${code} ${severity} “${span === undefined ? '' : text.slice(span.start, span.end)}”`;
  });
}

const VALID = selectionOn('User: alice');
const CORRELATION = `title: C
tags: [attack.t1586]
correlation:
  type: event_count
  rules: [base]
  group-by: [User]
  timespan: 10m
  condition: { gte: 3 }
---
title: B
name: base
logsource: { product: test, service: one }
detection: { s: { Code: 1 }, condition: s }
`;

test('a sound rule has none', () => {
  expect(problemsOf(VALID)).toEqual([]);
  expect(problemsOf(CORRELATION)).toEqual([]);
});

describe('detections', () => {
  test.each([
    ['no rule', '', ['SIGMA0104 error “”']],
    ['only comments', '# nothing\n', ['SIGMA0104 error “”']],
    ['unknown modifier', selectionOn('User|contain: x'), ['SIGMA0401 error “contain”']],
    ['unknown modifier in a quoted key', selectionOn("'User|contain': x"), ['SIGMA0401 error “contain”']],
    ['selection that is not there', ruleOn('s:\n  User: x\ncondition: s and t'), ['SIGMA0307 error “t”']],
    ['pattern for nothing', ruleOn('s:\n  User: x\ncondition: s or 1 of f*'), ['SIGMA0308 error “1 of f*”']],
    ['unused selection', ruleOn('s:\n  User: x\nt:\n  User: y\ncondition: s'), ['SIGMA0309 warning “t”']],
    ['no condition', ruleOn('s:\n  User: x'), ['SIGMA0201 error “s:\n    User: x\n”']],
    ['old aggregation', ruleOn('s:\n  User: x\ncondition: s | count() > 5'), ['SIGMA0306 error “|”']],
    ['timeframe', ruleOn('s:\n  User: x\ntimeframe: 5m\ncondition: s'), ['SIGMA0310 warning “timeframe”']],
    ['unknown field', selectionOn('Usr: x'), ['SIGMA0502 warning “Usr”', 'SIGMA0504 warning “title”']],
    [
      'unknown referred field',
      selectionOn('User|fieldref: Nobody'),
      ['SIGMA0502 warning “Nobody”', 'SIGMA0504 warning “title”'],
    ],
    ['map as a value', selectionOn('User: { a: b }'), ['SIGMA0205 error “{ a: b }”']],
    ['empty selection', ruleOn('s: {}\ncondition: s'), ['SIGMA0204 error “{}”', 'SIGMA0307 error “s”']],
    [
      'empty list of values',
      selectionOn('User: []'),
      ['SIGMA0412 warning “User”', 'SIGMA0504 warning “title”'],
    ],
    ['placeholder', selectionOn("User|expand: '%admins%'"), ["SIGMA0404 error “'%admins%'”"]],
    [
      'placeholder in an expression',
      selectionOn("User|re|expand: '^%admins%$'"),
      ['SIGMA0403 error “expand”'],
    ],
    ['placeholder in UTF-16', selectionOn("User|wide|expand: '%admins%'"), ['SIGMA0403 error “expand”']],
    ['placeholder in Base64', selectionOn("User|base64|expand: '%admins%'"), ['SIGMA0403 error “expand”']],
    ['two placeholders', selectionOn("User|expand: '%a%-%b%'"), ["SIGMA0402 error “'%a%-%b%'”"]],
    [
      'wildcard beside a placeholder',
      selectionOn("User|expand: 'x*-%admins%'"),
      ["SIGMA0402 error “'x*-%admins%'”"],
    ],
    ['broken expression', selectionOn("User|re: '(a'"), ["SIGMA0405 error “'(a'”"]],
    ['look-ahead', selectionOn("User|re: 'a(?=b)'"), ["SIGMA0406 error “'a(?=b)'”"]],
    ['look-behind', selectionOn("User|re: '(?<!a)b'"), ["SIGMA0406 error “'(?<!a)b'”"]],
    ['back-reference', selectionOn(String.raw`User|re: '(a)\1'`), [String.raw`SIGMA0406 error “'(a)\1'”`]],
    ['possessive quantifier', selectionOn("User|re: 'a++'"), ["SIGMA0406 error “'a++'”"]],
    ['too many repetitions', selectionOn("User|re: 'a{1001}'"), ["SIGMA0406 error “'a{1001}'”"]],
    ['flag without re', selectionOn('User|i: x'), ['SIGMA0402 error “i”']],
    ['re behind contains', selectionOn('User|contains|re: x'), ['SIGMA0402 error “re”']],
    ['no network', selectionOn('User|cidr: 192.0.2.0/33'), ['SIGMA0407 error “192.0.2.0/33”']],
    ['no network either', selectionOn('User|cidr: corp'), ['SIGMA0407 error “corp”']],
    ['contains and startswith', selectionOn('User|contains|startswith: x'), ['SIGMA0403 error “startswith”']],
    ['size of text', selectionOn('User|gt: many'), ['SIGMA0402 error “many”']],
    ['exists with text', selectionOn('User|exists: maybe'), ['SIGMA0402 error “maybe”']],
    ['base64 of wildcards', selectionOn("User|base64: 'a*'"), ["SIGMA0409 error “'a*'”"]],
    ['utf16 that is no text', selectionOn('User|wide: é'), ['SIGMA0408 error “é”']],
    ['all on one value', selectionOn('User|contains|all: x'), ['SIGMA0411 warning “all”']],
    [
      'too many dashes',
      selectionOn("Text|windash: '-a -b -c -d -e'"),
      ["SIGMA0410 error “'-a -b -c -d -e'”"],
    ],
    [
      'text for a number',
      selectionOn('Code: many'),
      ['SIGMA0413 warning “many”', 'SIGMA0504 warning “title”'],
    ],
    ['number for a truth', selectionOn('Flag: 1'), ['SIGMA0413 warning “1”', 'SIGMA0504 warning “title”']],
    [
      'hour of a number',
      selectionOn('Code|hour: 3'),
      ['SIGMA0413 warning “Code|hour”', 'SIGMA0504 warning “title”'],
    ],
    ['cidr on keywords', selectionOn("'|cidr': 192.0.2.0/24"), ['SIGMA0415 error “cidr”']],
    ['contains null', selectionOn('User|contains: null'), ['SIGMA0402 error “null”']],
    ['two keys', selectionOn('User: x\n  User: y'), ['SIGMA0108 error “User”']],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test('an unknown modifier is told the nearest one', () => {
    const [problem] = sigma.compile(selectionOn('User|contans: x'), catalog).diagnostics;
    expect(problem?.help).toBe('Did you mean `contains`?');
  });

  test('a placeholder names the watchlist', () => {
    const [problem] = sigma.compile(selectionOn("User|expand: '%LegitUsers%'"), catalog).diagnostics;
    expect(problem?.message).toContain('LegitUsers');
  });

  test('a folded condition is pointed at as a whole', () => {
    const text = ruleOn('s:\n  User: x\ncondition: >-\n  s and\n  t');
    const span = sigma.compile(text, catalog).diagnostics[0]?.span ?? { start: 0, end: 0 };
    expect(text.slice(span.start, span.end)).toContain('s and\n    t');
  });
});

describe('rules', () => {
  test.each([
    ['broken YAML', 'title: [', ['SIGMA0101 error “”']],
    ['a text', 'hello', ['SIGMA0105 error “hello”']],
    [
      'no logsource',
      'title: t\ntags: [attack.t1]\ndetection: { s: { User: x }, condition: s }\n',
      ['SIGMA0201 error “title”'],
    ],
    [
      'empty logsource',
      'title: t\nlogsource: { definition: x }\ndetection: { s: { User: x }, condition: s }\n',
      ['SIGMA0203 error “logsource”'],
    ],
    ['no detection', 'title: t\nlogsource: { product: test }\n', ['SIGMA0201 error “title”']],
    [
      'bad attributes',
      VALID.replace('title: Rule', 'title: Rule\nid: 7\nstatus: good\nlevel: huge\ndate: 2026/01/01'),
      [
        'SIGMA0210 warning “7”',
        'SIGMA0207 warning “good”',
        'SIGMA0207 warning “huge”',
        'SIGMA0206 warning “2026/01/01”',
      ],
    ],
    ['no ATT&CK tag', VALID.replace('tags: [attack.t1586]\n', ''), ['SIGMA0702 info “title”']],
    ['bad tag', VALID.replace('[attack.t1586]', '[attack.t1586, Bad Tag]'), ['SIGMA0208 warning “Bad Tag”']],
    ['no title', VALID.replace('title: Rule\n', ''), ['SIGMA0701 warning “tags”']],
    ['unknown output field', `${VALID}fields: [User, Colour]\n`, ['SIGMA0503 warning “Colour”']],
    ['another taxonomy', `${VALID}taxonomy: ecs\n`, ['SIGMA0211 warning “ecs”']],
    ['a misspelt attribute', `${VALID}levl: high\n`, ['SIGMA0213 warning “levl”']],
    ['an attribute of its own', `${VALID}severity_score: 5\n`, []],
    [
      'a misspelt part of the logsource',
      VALID.replace('service: one', 'sevice: one'),
      ['SIGMA0213 warning “sevice”'],
    ],
    ['null in a list', selectionOn('User: [alice, null]'), ['SIGMA0417 warning “null”']],
    ['unknown action', `action: twice\n${VALID}`, ['SIGMA0106 error “twice”']],
    ['nothing to repeat', `action: repeat\n${VALID}`, ['SIGMA0107 error “repeat”']],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test('an unknown logsource is missing, and the logs there are are named', () => {
    const text = VALID.replace('service: one', 'service: three');
    const { plan, diagnostics, missingTables } = sigma.compile(text, catalog);
    expect(plan).toBeUndefined();
    expect(missingTables).toEqual(['test/three']);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'SIGMA0501', severity: 'error' });
    expect(diagnostics[0]?.help).toContain('`test/one`, `test/two`');
  });

  test('a field that one of two logs has is no mistake', () => {
    const text = VALID.replace(', service: one', '').replace('User: alice', 'Extra: x');
    expect(problemsOf(text)).toEqual([]);
  });

  test('two rules with one id', () => {
    const id = 'id: 11111111-0000-4000-8000-000000000001\n';
    expect(problemsOf(`${id}${VALID}---\n${id}${VALID}`)).toEqual([
      'SIGMA0703 warning “11111111-0000-4000-8000-000000000001”',
    ]);
  });

  test('a text of a million aliases is refused', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level += 1) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]`);
    }
    const codes = sigma.compile(`${lines.join('\n')}\n`, catalog).diagnostics.map(({ code }) => code);
    expect(codes).toContain('SIGMA0102');
  });
});

describe('correlations and filters', () => {
  const change = (from: string, to: string): string => {
    if (!CORRELATION.includes(from)) throw new Error(`${from} is not in the rule`);
    return CORRELATION.replace(from, to);
  };
  test.each([
    ['unknown type', change('event_count', 'event_number'), ['SIGMA0601 error “event_number”']],
    ['unknown rule', change('[base]', '[bases]'), ['SIGMA0602 error “bases”']],
    ['no timespan', change('  timespan: 10m\n', ''), ['SIGMA0201 error “correlation”']],
    ['bad timespan', change('10m', 'ten'), ['SIGMA0604 error “ten”']],
    ['timespan of nothing', change('10m', '0m'), ['SIGMA0604 error “0m”']],
    ['months', change('10m', '1M'), ['SIGMA0605 error “1M”']],
    ['no bound', change('{ gte: 3 }', '{ field: User }'), ['SIGMA0608 error “condition”']],
    ['unknown bound', change('{ gte: 3 }', '{ gte: 3, about: 5 }'), ['SIGMA0607 error “about”']],
    ['impossible bounds', change('{ gte: 3 }', '{ gt: 3, lt: 3 }'), ['SIGMA0614 warning “condition”']],
    ['impossible equality', change('{ gte: 3 }', '{ eq: 3, lt: 3 }'), ['SIGMA0614 warning “condition”']],
    ['value_count without field', change('event_count', 'value_count'), ['SIGMA0606 error “condition”']],
    [
      'percentile without percentile',
      change('event_count', 'value_percentile').replace('gte: 3', 'gte: 3, field: Code'),
      ['SIGMA0609 error “condition”'],
    ],
    ['term for a count', change('{ gte: 3 }', 'base and base'), ['SIGMA0610 error “condition”']],
    [
      'term with a rule that is not listed',
      change('event_count', 'temporal').replace('{ gte: 3 }', 'base and other'),
      ['SIGMA0617 error “other”'],
    ],
    [
      'two fields to sum',
      change('event_count', 'value_sum').replace('gte: 3', 'gte: 3, field: [Code, Text]'),
      ['SIGMA0619 error “Text”'],
    ],
    ['no group-by', change('  group-by: [User]\n', ''), ['SIGMA0616 warning “correlation”']],
    ['unknown group', change('[User]', '[Usr]'), ['SIGMA0502 warning “Usr”']],
    [
      'itself',
      change('[base]', '[base, me]').replace('title: C', 'title: C\nname: me'),
      ['SIGMA0603 error “me”'],
    ],
    [
      'generate with text',
      change('condition: { gte: 3 }', 'condition: { gte: 3 }\n  generate: please'),
      ['SIGMA0202 error “please”'],
    ],
    [
      'alias that misses a rule',
      change('group-by: [User]', 'group-by: [User]\n  aliases: { User: { other: Text } }'),
      ['SIGMA0620 warning “other”', 'SIGMA0615 warning “User”'],
    ],
    [
      'alias that nothing uses',
      change('group-by: [User]', 'group-by: [User]\n  aliases: { who: { base: Text } }'),
      ['SIGMA0621 warning “who”'],
    ],
    [
      'misspelt part',
      change('group-by: [User]', 'group_by: [User]'),
      ['SIGMA0213 warning “group_by”', 'SIGMA0616 warning “correlation”'],
    ],
    [
      'ordered with fewer',
      change('event_count', 'temporal_ordered')
        .replace('[base]', '[base, more]')
        .replace('{ gte: 3 }', '{ gte: 1 }'),
      ['SIGMA0611 error “condition”'],
    ],
    [
      'ordered with a term for fewer',
      change('event_count', 'temporal_ordered')
        .replace('[base]', '[base, more]')
        .replace('{ gte: 3 }', 'base or more'),
      ['SIGMA0611 error “condition”'],
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test('only a filter', () => {
    const text =
      'title: f\nlogsource: { product: test }\nfilter: { rules: any, s: { User: x }, condition: not s }\n';
    expect(problemsOf(text)).toEqual(['SIGMA0618 error “title”']);
  });

  test('a filter whose condition names no selection', () => {
    const filter =
      'title: f\nlogsource: { product: test }\nfilter: { rules: any, s: { User: x }, condition: not t }\n';
    expect(problemsOf(`${VALID}---\n${filter}`)).toEqual(['SIGMA0307 error “t”', 'SIGMA0309 warning “s”']);
  });

  test('a filter for a rule that is elsewhere', () => {
    const filter =
      'title: f\nlogsource: { product: test }\nfilter: { rules: [far], s: { User: x }, condition: not s }\n';
    expect(problemsOf(`${VALID}---\n${filter}`)).toEqual(['SIGMA0613 warning “far”']);
  });
});
