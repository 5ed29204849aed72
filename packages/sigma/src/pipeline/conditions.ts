import type { PipelineItem } from './item.js';
import { itemOf, textsOf } from './item.js';
import { PipelineFailure, checkKeys, isList, isMap, listOf, neededText, patternOf, textIn } from './shape.js';
import type { Data, DataMap } from './shape.js';

/** What has happened to a rule so far. */
export interface PipelineState {
  /** The transformations that were for the rule. */
  readonly applied: Set<string>;
  /** Those that changed lines of a field, by its name now. */
  readonly fields: Map<string, Set<string>>;
  readonly values: Map<string, string>;
}

type RuleCondition = (settings: DataMap, rule: DataMap, state: PipelineState) => boolean;
type ItemCondition = (settings: DataMap, item: PipelineItem, state: PipelineState) => boolean;
type FieldCondition = (settings: DataMap, field: string, state: PipelineState) => boolean;

const RULE: Readonly<Record<string, RuleCondition>> = {
  logsource: (settings, rule) => {
    const logsource = isMap(rule['logsource']) ? rule['logsource'] : {};
    return ['category', 'product', 'service'].every((name) => {
      const wanted = textIn(settings, name);
      return wanted === undefined || textIn(logsource, name) === wanted;
    });
  },
  contains_detection_item: (settings, rule) =>
    itemsIn(rule['detection']).some(
      (item) =>
        item.field === textIn(settings, 'field') &&
        (settings['value'] === undefined || listOf(item.values).includes(settings['value'])),
    ),
  contains_field: (settings, rule) =>
    itemsIn(rule['detection']).some((item) => item.field === textIn(settings, 'field')),
  is_sigma_rule: (_, rule) => rule['detection'] !== undefined,
  is_sigma_correlation_rule: (_, rule) => rule['correlation'] !== undefined,
  rule_attribute: (settings, rule) => {
    const op = textIn(settings, 'op') ?? 'eq';
    if (op !== 'eq' && op !== 'ne')
      throw new PipelineFailure(`rule_attribute: the operator ${op} is not supported`);
    const same =
      textIn(rule, neededText(settings, 'attribute', 'rule_attribute')) === textIn(settings, 'value');
    return op === 'eq' ? same : !same;
  },
  tag: (settings, rule) => listOf(rule['tags']).includes(neededText(settings, 'tag', 'tag')),
  processing_item_applied: (settings, _, { applied }) => applied.has(appliedId(settings)),
  processing_state: stateIs,
};

const ITEM: Readonly<Record<string, ItemCondition>> = {
  match_string: (settings, item) => {
    const pattern = patternOf(neededText(settings, 'pattern', 'match_string'), 'match_string');
    const results = textsOf(item).map((text) => pattern.test(text) !== (settings['negate'] === true));
    return textIn(settings, 'cond') === 'all' ? results.every(Boolean) : results.some(Boolean);
  },
  is_null: (settings, item) => {
    const results = listOf(item.values).map((value) => value === null);
    return textIn(settings, 'cond') === 'any' ? results.some(Boolean) : results.every(Boolean);
  },
  processing_item_applied: (settings, { field }, { fields }) =>
    fields.get(field)?.has(appliedId(settings)) === true,
  processing_state: stateIs,
};

const FIELD: Readonly<Record<string, FieldCondition>> = {
  include_fields: namesField,
  exclude_fields: (settings, field) => !namesField(settings, field),
  processing_item_applied: (settings, field, { fields }) =>
    fields.get(field)?.has(appliedId(settings)) === true,
  processing_state: stateIs,
};

const KEYS = [
  'type',
  'category',
  'product',
  'service',
  'field',
  'value',
  'attribute',
  'op',
  'tag',
  'pattern',
  'cond',
  'negate',
  'fields',
  'mode',
  'processing_item_id',
  'key',
  'val',
];

function namesField(settings: DataMap, field: string): boolean {
  const mode = textIn(settings, 'mode') ?? 'plain';
  if (mode !== 'plain' && mode !== 're')
    throw new PipelineFailure(`include_fields: the mode ${mode} is not supported`);
  // Python's match looks at the beginning.
  return listOf(settings['fields']).some((name) =>
    mode === 'plain'
      ? name === field
      : patternOf(`^(?:${typeof name === 'string' ? name : ''})`, 'include_fields').test(field),
  );
}

function appliedId(settings: DataMap): string {
  return neededText(settings, 'processing_item_id', 'processing_item_applied');
}

function stateIs(settings: DataMap, _: unknown, { values }: PipelineState): boolean {
  return values.get(neededText(settings, 'key', 'processing_state')) === textIn(settings, 'val');
}

/** True when a transformation is for a rule. */
export function forRule(transformation: DataMap, rule: DataMap, state: PipelineState): boolean {
  return holds(transformation, 'rule_conditions', 'rule_cond', RULE, rule, state);
}

/** True when it is for a line of a selection. */
export function forItem(transformation: DataMap, item: PipelineItem, state: PipelineState): boolean {
  return (
    holds(transformation, 'detection_item_conditions', 'detection_item_cond', ITEM, item, state) &&
    forField(transformation, item.field, state)
  );
}

/** True when it is for a field of that name. */
export function forField(transformation: DataMap, field: string, state: PipelineState): boolean {
  return holds(transformation, 'field_name_conditions', 'field_name_cond', FIELD, field, state);
}

function holds<Subject>(
  transformation: DataMap,
  list: string,
  prefix: string,
  known: Readonly<Record<string, (settings: DataMap, subject: Subject, state: PipelineState) => boolean>>,
  subject: Subject,
  state: PipelineState,
): boolean {
  const written = transformation[list];
  if (written === undefined) return true;
  if (!isList(written)) throw new PipelineFailure(`${list} by name are not supported: write them as a list`);
  const results = written.map((settings): boolean => {
    const type = isMap(settings) ? textIn(settings, 'type') : undefined;
    const test = type === undefined ? undefined : known[type];
    if (!isMap(settings) || test === undefined)
      throw new PipelineFailure(`the ${list.slice(0, -1)} ${type ?? ''} is not supported`);
    checkKeys(settings, KEYS, `${list} ${type ?? ''}`);
    return test(settings, subject, state);
  });
  const any = textIn(transformation, `${prefix}_op`) === 'or';
  const result = any ? results.some(Boolean) : results.every(Boolean);
  return transformation[`${prefix}_not`] === true ? !result : result;
}

/** All lines of a detection. */
function itemsIn(detection: Data | undefined): readonly PipelineItem[] {
  if (isList(detection)) return detection.flatMap((each) => itemsIn(each));
  if (!isMap(detection)) return [];
  return Object.entries(detection).flatMap(([key, value]) => {
    if (key === 'condition') return [];
    const nested = isMap(value) || (isList(value) && value.some((each) => isMap(each)));
    return nested ? itemsIn(value) : [itemOf(key, value)];
  });
}
