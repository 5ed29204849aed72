import { describe, expect, test } from 'vitest';
import { sigma } from '../src/index.js';
import { catalog } from './catalog.js';

/** What compiling says of a document with some more lines, as `CODE “place”: message`. */
function problemsWith(document: string, lines: string): readonly string[] {
  const text = `${document}${lines}\n`;
  return sigma.compile(text, catalog).diagnostics.map(({ code, span, message }) => {
    return `${code} “${span === undefined ? '' : text.slice(span.start, span.end)}”: ${message}`;
  });
}

const RULE = `title: Rule
logsource: { product: test, service: one }
detection: { s: { User: alice }, condition: s }
`;
const TAGGED = `${RULE}tags: [attack.t1586]\n`;

// Sigma Rules Specification, Components, and what its JSON schema (2.0.0) asks of each attribute.
describe('the attributes of a rule', () => {
  test.each([
    ['an id', 'id: 11111111-0000-4000-8000-000000000001'],
    [
      'relations of every type',
      `related:\n${['derived', 'obsolete', 'merged', 'renamed', 'similar', 'correlation']
        .map((type) => `  - { id: 11111111-0000-4000-8000-000000000001, type: ${type} }`)
        .join('\n')}`,
    ],
    ['a name', 'name: rule_one'],
    ['the known taxonomy', 'taxonomy: sigma'],
    ['a status', 'status: experimental'],
    ['a license', 'license: CC0-1.0'],
    ['an author', 'author: Someone, Someone Else'],
    ['references', "references: ['https://one.example', 'https://two.example']"],
    ['dates', 'date: 2026-01-31\nmodified: 2026-02-01'],
    ['fields', 'fields: [User, Text]'],
    ['one false positive', 'falsepositives: Unknown'],
    ['false positives', 'falsepositives: [Administrators, Unknown]'],
    ['a level', 'level: critical'],
    ['a scope', 'scope: [server, workstation]'],
    ['what somebody added', 'custom: { anything: [1, null] }'],
  ])('%s is as it has to be', (_, lines) => {
    expect(problemsWith(TAGGED, lines)).toEqual([]);
  });

  test.each([
    ['id: x', 'SIGMA0210 “x”: The id `x` is not a UUID.'],
    ['related: none', 'SIGMA0212 “none”: `related` must be a list.'],
    [
      'related: [{ id: 11111111-0000-4000-8000-000000000001, type: cousin }]',
      'SIGMA0212 “cousin”: `related[0].type` must be one of derived, obsolete, merged, renamed, similar, correlation.',
    ],
    ['related: [{ id: other, type: derived }]', 'SIGMA0212 “other”: `related[0].id` must be a UUID.'],
    ['name: 7', 'SIGMA0212 “7”: `name` must be text.'],
    [`name: ${'n'.repeat(257)}`, `SIGMA0209 “${'n'.repeat(257)}”: \`name\` is longer than 256 characters.`],
    ['status: good', 'SIGMA0207 “good”: `status` is `good`.'],
    ['license: [MIT]', 'SIGMA0212 “license”: `license` must be text.'],
    ['author: { name: x }', 'SIGMA0212 “author”: `author` must be text.'],
    [
      'references: https://one.example',
      'SIGMA0212 “https://one.example”: `references` must be a list of texts.',
    ],
    ['references: [a.example, a.example]', 'SIGMA0212 “a.example”: `references[1]` must be listed once.'],
    ['date: 2026-13-01', 'SIGMA0206 “2026-13-01”: `date` is not a date of the form YYYY-MM-DD.'],
    ['modified: 1 May', 'SIGMA0206 “1 May”: `modified` is not a date of the form YYYY-MM-DD.'],
    ['fields: [User, User]', 'SIGMA0212 “User”: `fields[1]` must be listed once.'],
    ['falsepositives: [x]', 'SIGMA0212 “x”: `falsepositives[0]` must be at least two characters long.'],
    ['level: huge', 'SIGMA0207 “huge”: `level` is `huge`.'],
    ['scope: [s]', 'SIGMA0212 “s”: `scope[0]` must be at least two characters long.'],
    ['scope: server', 'SIGMA0212 “server”: `scope` must be a list of texts.'],
  ])('%s', (lines, expected) => {
    expect(problemsWith(TAGGED, lines)).toEqual([expected]);
  });

  test.each([
    ['tags: [attack.t1586, attack.t1586]', 'SIGMA0212 “attack.t1586”: `tags[1]` must be listed once.'],
    [
      'tags: [attack.t1586, Attack]',
      'SIGMA0208 “Attack”: The tag `Attack` is not of the form namespace.name in lower case.',
    ],
  ])('%s', (lines, expected) => {
    expect(problemsWith(RULE, lines)).toEqual([expected]);
  });

  test('the title is text of at most 256 characters', () => {
    expect(problemsWith(TAGGED.replace('title: Rule', 'title: 4'), '')).toEqual([
      'SIGMA0212 “4”: `title` must be text.',
    ]);
    const long = 't'.repeat(257);
    expect(problemsWith(TAGGED.replace('title: Rule', `title: ${long}`), '')).toEqual([
      `SIGMA0209 “${long}”: \`title\` is longer than 256 characters.`,
    ]);
  });

  test('a keyword is text or a whole number', () => {
    const keywords = TAGGED.replace('{ User: alice }', '[alice, 5, 1.5, true]');
    expect(problemsWith(keywords, '')).toEqual([
      'SIGMA0212 “1.5”: `a keyword of s` must be text or a whole number.',
      'SIGMA0212 “true”: `a keyword of s` must be text or a whole number.',
    ]);
  });

  test('the attributes of a logsource are texts', () => {
    expect(problemsWith(TAGGED.replace('service: one', 'service: one, definition: 5'), '')).toEqual([
      'SIGMA0212 “5”: `logsource.definition` must be text.',
    ]);
  });
});

// Sigma Correlation Rules Specification, Components, and its JSON schema (2.2.0).
describe('the attributes of a correlation', () => {
  const correlation = (section: string): string =>
    `title: C
tags: [attack.t1586]
correlation: { type: event_count, timespan: 5m, condition: { gte: 2 }, ${section} }
---
title: B
name: base
logsource: { product: test, service: one }
detection: { s: { User: alice }, condition: s }
`;

  test.each([
    [
      'rules: [base], group-by: [User, User]',
      'SIGMA0212 “User”: `correlation.group-by[1]` must be listed once.',
    ],
    ['rules: [base], group-by: User', 'SIGMA0212 “User”: `correlation.group-by` must be a list of fields.'],
    [
      'rules: base, group-by: [User]',
      'SIGMA0212 “base”: `correlation.rules` must be a list of names or ids of rules.',
    ],
    [
      'rules: [base, base], group-by: [User]',
      'SIGMA0212 “base”: `correlation.rules[1]` must be listed once.',
    ],
  ])('%s', (section, expected) => {
    expect(problemsWith(correlation(section), '')).toEqual([expected]);
  });

  test('a level of it is checked as that of a rule is', () => {
    const text = correlation('rules: [base], group-by: [User]').replace('tags:', 'level: 3\ntags:');
    expect(problemsWith(text, '')).toEqual([
      'SIGMA0212 “3”: `level` must be one of informational, low, medium, high, critical.',
    ]);
  });
});

test('a filter has a title, an id and dates like a rule', () => {
  const filter = `---
title: F
id: f
date: yesterday
logsource: { product: test }
filter: { rules: any, s: { User: bob }, condition: not s }`;
  expect(problemsWith(TAGGED, filter)).toEqual([
    'SIGMA0210 “f”: The id `f` is not a UUID.',
    'SIGMA0206 “yesterday”: `date` is not a date of the form YYYY-MM-DD.',
  ]);
});
