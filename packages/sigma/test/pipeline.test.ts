import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { applyPipelines } from '../src/pipeline/pipeline.js';

const rule = `
title: Test
logsource: { product: azure, service: signinlogs }
tags: [attack.t1078]
detection:
  selection:
    UserName|startswith: admin-
    EventID: [1, 2]
  other:
    - Image: 'C:\\a\\x.exe'
    - UserName: root
  condition: selection or other
fields: [UserName, EventID]
`;

/** The detection after one transformation. */
function after(transformation: string, text = rule): Record<string, unknown> {
  const processed = applyPipelines(text, [`transformations:\n${transformation.replaceAll(/^/gm, '  ')}`]);
  if ('refused' in processed) throw new Error(processed.refused);
  return parse(processed.text) as Record<string, unknown>;
}

function refusalOf(pipeline: string): string {
  const processed = applyPipelines(rule, [pipeline]);
  return 'refused' in processed ? processed.refused : 'nothing';
}

// What each transformation and condition does: pySigma's documentation, Processing Pipelines.
describe('transformations', () => {
  test('field_name_mapping keeps modifiers and maps `fields` too', () => {
    const { detection, fields } = after('- type: field_name_mapping\n  mapping: { UserName: user }');
    expect(detection).toMatchObject({
      selection: { 'user|startswith': 'admin-', EventID: [1, 2] },
      other: [{ Image: 'C:\\a\\x.exe' }, { user: 'root' }],
    });
    expect(fields).toEqual(['user', 'EventID']);
  });

  test('a field mapped to several is any of them, the rest of the map beside each', () => {
    const { detection } = after('- type: field_name_mapping\n  mapping: { EventID: [event_id, evtid] }');
    expect(detection).toMatchObject({
      selection: [
        { 'UserName|startswith': 'admin-', event_id: [1, 2] },
        { 'UserName|startswith': 'admin-', evtid: [1, 2] },
      ],
    });
  });

  test('field_name_prefix, field_name_suffix and field_name_prefix_mapping', () => {
    expect(after('- type: field_name_prefix\n  prefix: win.').detection).toMatchObject({
      selection: { 'win.UserName|startswith': 'admin-', 'win.EventID': [1, 2] },
    });
    expect(after('- type: field_name_suffix\n  suffix: _s').detection).toMatchObject({
      selection: { 'UserName_s|startswith': 'admin-', EventID_s: [1, 2] },
    });
    expect(after('- type: field_name_prefix_mapping\n  mapping: { User: account. }').detection).toMatchObject(
      {
        selection: { 'account.Name|startswith': 'admin-', EventID: [1, 2] },
      },
    );
  });

  test('add_condition stands before the condition, negated on demand', () => {
    const added = after('- type: add_condition\n  name: extra\n  conditions: { index: main }').detection;
    expect(added).toMatchObject({ extra: { index: 'main' }, condition: 'extra and (selection or other)' });
    const negated = after(
      '- type: add_condition\n  name: extra\n  negated: true\n  conditions: { a: 1 }',
    ).detection;
    expect(negated).toMatchObject({ condition: 'not extra and (selection or other)' });
  });

  test('replace_string, map_string, case, set_value and convert_type change values', () => {
    const only = (field: string): string =>
      `\n  field_name_conditions:\n    - { type: include_fields, fields: [${field}] }`;
    expect(
      after(`- type: replace_string\n  regex: '^.*\\\\([^\\\\]+)$'\n  replacement: '\\1'${only('Image')}`)
        .detection,
    ).toMatchObject({ other: [{ Image: 'x.exe' }, { UserName: 'root' }] });
    expect(after(`- type: map_string\n  mapping: { root: [root, toor] }`).detection).toMatchObject({
      other: [{ Image: 'C:\\a\\x.exe' }, { UserName: ['root', 'toor'] }],
    });
    expect(after(`- type: case\n  method: upper${only('UserName')}`).detection).toMatchObject({
      selection: { 'UserName|startswith': 'ADMIN-' },
    });
    expect(after(`- type: set_value\n  value: 7${only('EventID')}`).detection).toMatchObject({
      selection: { EventID: [7, 7] },
    });
    expect(after(`- type: convert_type\n  target_type: str${only('EventID')}`).detection).toMatchObject({
      selection: { EventID: ['1', '2'] },
    });
  });

  test('drop_detection_item, change_logsource and the list of fields', () => {
    const dropped = after(
      '- type: drop_detection_item\n  field_name_conditions:\n    - { type: include_fields, fields: [EventID] }',
    );
    expect(dropped['detection']).toMatchObject({ selection: { 'UserName|startswith': 'admin-' } });
    expect(
      after('- { type: change_logsource, product: windows, category: process_creation }')['logsource'],
    ).toEqual({
      product: 'windows',
      category: 'process_creation',
    });
    expect(after('- { type: add_field, field: Ip }')['fields']).toEqual(['UserName', 'EventID', 'Ip']);
    expect(after('- { type: remove_field, field: EventID }')['fields']).toEqual(['UserName']);
    expect(after('- { type: set_field, fields: [A] }')['fields']).toEqual(['A']);
  });
});

describe('conditions', () => {
  const prefix = (conditions: string): unknown =>
    after(`- type: field_name_prefix\n  prefix: p.\n${conditions}`)['fields'];

  test.each([
    ['  rule_conditions: [{ type: logsource, product: azure }]', ['p.UserName', 'p.EventID']],
    ['  rule_conditions: [{ type: logsource, product: windows }]', ['UserName', 'EventID']],
    [
      '  rule_cond_not: true\n  rule_conditions: [{ type: logsource, product: windows }]',
      ['p.UserName', 'p.EventID'],
    ],
    [
      '  rule_cond_op: or\n  rule_conditions: [{ type: logsource, product: windows }, { type: tag, tag: attack.t1078 }]',
      ['p.UserName', 'p.EventID'],
    ],
    [
      '  rule_conditions: [{ type: contains_detection_item, field: EventID, value: 2 }]',
      ['p.UserName', 'p.EventID'],
    ],
    [
      '  rule_conditions: [{ type: contains_detection_item, field: EventID, value: 3 }]',
      ['UserName', 'EventID'],
    ],
    [
      '  rule_conditions: [{ type: rule_attribute, attribute: title, value: Test }]',
      ['p.UserName', 'p.EventID'],
    ],
    ['  field_name_conditions: [{ type: include_fields, fields: [EventID] }]', ['UserName', 'p.EventID']],
    ['  field_name_conditions: [{ type: exclude_fields, fields: [EventID] }]', ['p.UserName', 'EventID']],
    [
      "  field_name_conditions: [{ type: include_fields, mode: re, fields: ['^User'] }]",
      ['p.UserName', 'EventID'],
    ],
  ])('%s', (conditions, fields) => {
    expect(prefix(conditions)).toEqual(fields);
  });

  test('match_string looks at the texts of a line', () => {
    const { detection } = after(
      "- type: set_value\n  value: x\n  detection_item_conditions: [{ type: match_string, cond: any, pattern: '^admin' }]",
    );
    expect(detection).toMatchObject({ selection: { UserName: 'x', EventID: [1, 2] } });
  });

  test('processing_item_applied tells the fields that an earlier transformation renamed', () => {
    const { detection } = after(`- id: mapped
  type: field_name_mapping
  mapping: { EventID: evtid }
- type: field_name_prefix
  prefix: win.
  field_name_cond_not: true
  field_name_conditions: [{ type: processing_item_applied, processing_item_id: mapped }]`);
    expect(detection).toMatchObject({ selection: { 'win.UserName|startswith': 'admin-', evtid: [1, 2] } });
  });

  test('a state that was set is asked for by later transformations', () => {
    const { fields } = after(`- { type: set_state, key: index, val: main }
- type: field_name_prefix
  prefix: p.
  rule_conditions: [{ type: processing_state, key: index, val: main }]`);
    expect(fields).toEqual(['p.UserName', 'p.EventID']);
  });
});

// pySigma, sigma/processing/transformations/placeholder.py: placeholders are only those under `expand`.
describe('placeholders', () => {
  const withPlaceholders = rule.replace(
    'UserName|startswith: admin-',
    "'UserName|expand': ['%admins%', 'svc-%site%-%zone%', 'root', '100\\%']",
  );
  const transformed = (pipeline: string): unknown => {
    const processed = applyPipelines(withPlaceholders, [pipeline]);
    if ('refused' in processed) return processed.refused;
    return (parse(processed.text) as { detection: { selection: unknown } }).detection.selection;
  };

  test('value_placeholders puts every value of a variable in their place', () => {
    expect(
      transformed(
        'vars: { admins: [alice, "adm*"], site: [a, b], zone: [1, 2] }\ntransformations: [{ type: value_placeholders }]',
      ),
    ).toEqual({
      UserName: ['alice', 'adm*', 'svc-a-1', 'svc-a-2', 'svc-b-1', 'svc-b-2', 'root', '100%'],
      EventID: [1, 2],
    });
  });

  test('one that is left out stays, and so does the modifier', () => {
    expect(
      transformed(
        'vars: { admins: alice, zone: z }\ntransformations: [{ type: value_placeholders, exclude: [site] }]',
      ),
    ).toEqual({
      'UserName|expand': ['alice', 'svc-%site%-z', 'root', '100\\%'],
      EventID: [1, 2],
    });
  });

  test('wildcard_placeholders puts a wildcard in their place', () => {
    expect(transformed('transformations: [{ type: wildcard_placeholders }]')).toEqual({
      UserName: ['*', 'svc-*-*', 'root', '100%'],
      EventID: [1, 2],
    });
    expect(
      transformed('transformations: [{ type: wildcard_placeholders, include: [admins] }]'),
    ).toMatchObject({ 'UserName|expand': ['*', 'svc-%site%-%zone%', 'root', '100\\%'] });
  });

  test.each([
    [
      'transformations: [{ type: value_placeholders }]',
      'value_placeholders: the pipeline has no variable admins in `vars`',
    ],
    [
      'vars: { zone: [{ a: 1 }] }\ntransformations: [{ type: value_placeholders, include: [zone] }]',
      'value_placeholders: zone holds a value that is neither text nor number',
    ],
    [
      'transformations: [{ type: wildcard_placeholders, include: [a], exclude: [b] }]',
      'placeholders: give include or exclude, not both',
    ],
  ])('%s', (pipeline, refused) => {
    expect(transformed(pipeline)).toBe(refused);
  });
});

// pySigma applies modifiers before its pipelines see a value: `contains: x` is `*x*` to them.
describe('values under modifiers', () => {
  const selectionOf = (line: string, transformation: string): unknown => {
    const text = `title: t\nlogsource: { product: azure }\ndetection:\n  s: { ${line} }\n  condition: s\n`;
    const processed = applyPipelines(text, [`transformations: [${transformation}]`]);
    if ('refused' in processed) return processed.refused;
    return (parse(processed.text) as { detection: { s: unknown } }).detection.s;
  };

  test.each([
    ['A|contains: x', "{ type: replace_string, regex: '^x', replacement: y }", { 'A|contains': 'x' }],
    ['A|contains: x', "{ type: replace_string, regex: 'x', replacement: y }", { 'A|contains': 'y' }],
    ['A|startswith: x', String.raw`{ type: replace_string, regex: 'x\*$', replacement: y }`, { A: 'y' }],
    ['A|endswith: x', '{ type: map_string, mapping: { x: y } }', { 'A|endswith': 'x' }],
    ['A|endswith: x', "{ type: map_string, mapping: { '*x': [y, '*z'] } }", { A: ['y', '*z'] }],
    ['A|endswith: x', "{ type: map_string, mapping: { '*x': '*z' } }", { 'A|endswith': 'z' }],
    ['A|re: x', '{ type: replace_string, regex: x, replacement: y }', { 'A|re': 'x' }],
    ['A|cidr: 192.0.2.0/24', '{ type: case, method: upper }', { 'A|cidr': '192.0.2.0/24' }],
    ["'A|contains|all': [x, z]", '{ type: set_value, value: y }', { 'A|all': ['y', 'y'] }],
    ['A: 5', '{ type: set_value, value: 7, force_type: str }', { A: '7' }],
    ["A: ''", "{ type: set_value, value: '7', force_type: num }", { A: 7 }],
    ['A|base64: x', '{ type: case }', 'case of values under the modifier base64 is not supported'],
  ])('%s by %s', (line, transformation, expected) => {
    expect(selectionOf(line, transformation)).toEqual(expected);
  });

  test('conditions see them so, too, and from their beginning', () => {
    const set = (condition: string): string =>
      `{ type: set_value, value: y, detection_item_conditions: [${condition}] }`;
    expect(selectionOf('A: abc', set('{ type: match_string, pattern: b }'))).toEqual({ A: 'abc' });
    expect(selectionOf('A|contains: b', set(String.raw`{ type: match_string, pattern: '\*b' }`))).toEqual({
      A: 'y',
    });
    expect(selectionOf('A|contains: b', set('{ type: contains_wildcard }'))).toEqual({ A: 'y' });
    expect(selectionOf('A: b', set('{ type: contains_wildcard }'))).toEqual({ A: 'b' });
    expect(selectionOf('A: [1, 2]', set('{ type: match_value, value: 2 }'))).toEqual({ A: ['y', 'y'] });
    expect(selectionOf('A: [1, 2]', set('{ type: match_value, value: 2, cond: all }'))).toEqual({
      A: [1, 2],
    });
  });
});

describe('more of a rule', () => {
  const prefixed = (text: string, settings: string): Record<string, unknown> =>
    after(`- { type: field_name_prefix, prefix: p.${settings} }`, text);

  test('fields that fieldref names are renamed', () => {
    const { detection } = prefixed(rule.replace('UserName: root', "'UserName|fieldref': Owner"), '');
    expect(detection).toMatchObject({
      other: [{ 'p.Image': 'C:\\a\\x.exe' }, { 'p.UserName|fieldref': 'p.Owner' }],
    });
  });

  const correlation = `title: C
correlation:
  type: value_count
  rules: [base]
  group-by: [account, Ip]
  timespan: 5m
  aliases: { account: { base: UserName } }
  condition: { field: Host, gte: 3 }
`;

  test('the groups, aliases and counted field of a correlation are renamed', () => {
    expect(prefixed(correlation, '')['correlation']).toMatchObject({
      'group-by': ['account', 'p.Ip'],
      aliases: { account: { base: 'p.UserName' } },
      condition: { field: 'p.Host', gte: 3 },
    });
  });

  test('a correlation is of the logs of its rules', () => {
    const both = `${correlation}---\n${rule.replace('title: Test', 'title: Test\nname: base')}`;
    const groups = (product: string): unknown => {
      const pipeline = `transformations: [{ type: field_name_prefix, prefix: p., rule_conditions: [{ type: logsource, product: ${product} }] }]`;
      const processed = applyPipelines(both, [pipeline]);
      if ('refused' in processed) throw new Error(processed.refused);
      const [first = ''] = processed.text.split('---\n');
      return (parse(first) as { correlation: Record<string, unknown> }).correlation['group-by'];
    };
    expect(groups('azure')).toEqual(['account', 'p.Ip']);
    expect(groups('aws')).toEqual(['account', 'Ip']);
  });

  test('nest applies several for one condition, and its state stays', () => {
    const { fields, custom } = after(`- type: nest
  rule_conditions: [{ type: logsource, product: azure }]
  items:
    - { type: field_name_suffix, suffix: _x }
    - { type: set_state, key: k, val: v }
- { type: set_custom_attribute, attribute: custom, value: yes-it-is, rule_conditions: [{ type: processing_state, key: k, val: v }] }`);
    expect(fields).toEqual(['UserName_x', 'EventID_x']);
    expect(custom).toBe('yes-it-is');
  });

  test('add_condition as a template names the logsource', () => {
    const { detection } = after(
      "- { type: add_condition, name: extra, template: true, conditions: { index: '$product-${service}', cost: '$5' } }",
    );
    expect(detection).toMatchObject({ extra: { index: 'azure-signinlogs', cost: '$5' } });
  });

  test.each([
    ['a or not b', true],
    ['a and not (b or c)', true],
    ['b', false],
  ])('conditions by name: %s', (expression, holds) => {
    const { fields } = after(`- type: field_name_prefix
  prefix: p.
  rule_cond_expr: ${expression}
  rule_conditions:
    a: { type: logsource, product: azure }
    b: { type: logsource, product: aws }
    c: { type: tag, tag: attack.t9999 }`);
    expect(fields).toEqual(holds ? ['p.UserName', 'p.EventID'] : ['UserName', 'EventID']);
  });

  test.each([
    ['level', 'gte', 'medium', true],
    ['level', 'lt', 'high', false],
    ['status', 'gt', 'test', false],
    ['date', 'lte', '2026-01-01', true],
    ['date', 'gt', '2026-01-01', false],
    ['tags', 'in', 'attack.t1078', true],
    ['tags', 'not_in', 'attack.t1078', false],
    ['weight', 'gte', '5', true],
    ['absent', 'ne', 'x', false],
  ])('rule_attribute: %s %s %s', (attribute, op, value, holds) => {
    const text = rule.replace(
      'title: Test',
      'title: Test\nlevel: high\nstatus: test\ndate: 2026-01-01\nweight: 7',
    );
    const { fields } = after(
      `- type: field_name_prefix
  prefix: p.
  rule_conditions: [{ type: rule_attribute, attribute: ${attribute}, op: ${op}, value: '${value}' }]`,
      text,
    );
    expect(fields).toEqual(holds ? ['p.UserName', 'p.EventID'] : ['UserName', 'EventID']);
  });
});

test('pipelines apply by priority, and every document of a text is processed', () => {
  const first = 'priority: 10\ntransformations: [{ type: field_name_prefix, prefix: a. }]';
  const second = 'priority: 20\ntransformations: [{ type: field_name_prefix, prefix: b. }]';
  const processed = applyPipelines(`${rule}\n---\n${rule}`, [second, first]);
  if ('refused' in processed) throw new Error(processed.refused);
  const fields = processed.text.split('---\n').map((text) => (parse(text) as { fields: unknown }).fields);
  expect(fields).toEqual([
    ['b.a.UserName', 'b.a.EventID'],
    ['b.a.UserName', 'b.a.EventID'],
  ]);
});

describe('refusals', () => {
  test.each([
    ['transformations: [{ type: hashes_fields }]', 'the transformation hashes_fields is not supported'],
    [
      'transformations: [{ type: query_expression_placeholders, expression: "lookup {field} {id}" }]',
      'the transformation query_expression_placeholders is not supported: it holds text of another query language; use value_placeholders or a watchlist',
    ],
    [
      'transformations: [{ type: field_name_transform }]',
      'the transformation field_name_transform is not supported: it needs a function, which YAML cannot hold',
    ],
    [
      'transformations: [{ type: regex }]',
      'the transformation regex is not supported: values match without regard to case here; write the modifier `re` where an expression is meant',
    ],
    [
      'transformations: [{ type: nest, items: [{ type: hashes_fields }] }]',
      'the transformation hashes_fields is not supported',
    ],
    ['transformations: [{ type: nest }]', 'nest needs `items`, a list'],
    ['vars: [a]\ntransformations: []', '`vars` is a map of names to values'],
    [
      'transformations: [{ type: field_name_prefix, prefix: x, rule_conditions: [{ type: rule_attribute, attribute: title, op: gte, value: A }] }]',
      'rule_attribute: title is text, which has no gte',
    ],
    [
      'transformations: [{ type: field_name_prefix, prefix: x, rule_cond_expr: a and b, rule_conditions: { a: { type: is_sigma_rule } } }]',
      'rule_cond_expr: there is no condition b',
    ],
    [
      'transformations: [{ type: field_name_prefix, prefix: x, rule_cond_expr: a }]',
      'rule_cond_expr needs rule_conditions by name, and no rule_cond_op',
    ],
    [
      'transformations: [{ type: field_name_prefix, prefix: x, rule_conditions: [{ type: astrology }] }]',
      'the rule_condition astrology is not supported',
    ],
    ['postprocessing: []\ntransformations: []', 'the pipeline: postprocessing is not supported'],
    ['transformations: [{ type: field_name_mapping }]', 'field_name_mapping needs `mapping`, a map'],
    ["transformations: [{ type: rule_failure, message: 'not for us' }]", 'not for us'],
    [
      'transformations: [{ type: field_name_mapping, mapping: { UserName: x, EventID: x } }, { type: replace_string, regex: "(", replacement: "" }]',
      'replace_string: `(` is no regular expression',
    ],
    ['transformations: [{ type: drop_detection_item }]', 'nothing is left of the selection selection'],
  ])('%s', (pipeline, refused) => {
    expect(refusalOf(pipeline)).toBe(refused);
  });
});
