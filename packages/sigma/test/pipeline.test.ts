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
    expect(detection).toMatchObject({ selection: { 'UserName|startswith': 'x', EventID: [1, 2] } });
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
      'transformations: [{ type: field_name_prefix, prefix: x, rule_cond_expr: a }]',
      'the transformation field_name_prefix: rule_cond_expr is not supported',
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
