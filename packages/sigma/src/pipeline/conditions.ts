import { parseCondition } from '../condition/parser.js';
import type { Condition } from '../condition/tree.js';
import { hasWildcard, readPattern } from '../modifiers/pattern.js';
import type { PipelineItem } from './item.js';
import { itemOf, textsOf } from './item.js';
import { ruleAttribute } from './rule-attribute.js';
import { PipelineFailure, checkKeys, isList, isMap, listOf, neededText, patternOf, textIn } from './shape.js';
import type { Data, DataMap } from './shape.js';

/** What has happened to a rule so far. */
export interface PipelineState {
  /** The transformations that were for the rule. */
  readonly applied: Set<string>;
  /** Those that changed lines of a field, by its name now. */
  readonly fields: Map<string, Set<string>>;
  readonly values: Map<string, string>;
  /** What the pipeline defines for placeholders. */
  readonly vars: DataMap;
  /** All rules of the text, for what a correlation refers to. */
  readonly rules: readonly DataMap[];
}

type RuleCondition = (settings: DataMap, rule: DataMap, state: PipelineState) => boolean;
type ItemCondition = (settings: DataMap, item: PipelineItem, state: PipelineState) => boolean;
type FieldCondition = (settings: DataMap, field: string, state: PipelineState) => boolean;

const RULE: Readonly<Record<string, RuleCondition>> = {
  logsource: (settings, rule, { rules }) => logsourceIs(settings, rule, rules, []),
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
  rule_attribute: ruleAttribute,
  tag: (settings, rule) => listOf(rule['tags']).includes(neededText(settings, 'tag', 'tag')),
  processing_item_applied: (settings, _, { applied }) => applied.has(appliedId(settings)),
  processing_state: stateIs,
};

const ITEM: Readonly<Record<string, ItemCondition>> = {
  match_string: (settings, item) => {
    // Python's match looks at the beginning.
    const pattern = patternOf(`^(?:${neededText(settings, 'pattern', 'match_string')})`, 'match_string');
    const results = textsOf(item).map((text) => pattern.test(text) !== (settings['negate'] === true));
    return textIn(settings, 'cond') === 'all' ? results.every(Boolean) : results.some(Boolean);
  },
  is_null: (settings, item) => {
    const results = listOf(item.values).map((value) => value === null);
    return textIn(settings, 'cond') === 'any' ? results.some(Boolean) : results.every(Boolean);
  },
  match_value: (settings, item) => {
    const results = listOf(item.values).map((value) => value === settings['value']);
    return textIn(settings, 'cond') === 'all' ? results.every(Boolean) : results.some(Boolean);
  },
  contains_wildcard: (settings, item) => {
    const results = textsOf(item).map((text) => hasWildcard(readPattern(text)));
    return textIn(settings, 'cond') === 'all' ? results.every(Boolean) : results.some(Boolean);
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

/** The conditions that there are, by what they are about. */
export const conditionNames = {
  rule: Object.keys(RULE),
  item: Object.keys(ITEM),
  field: Object.keys(FIELD),
} as const;

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

/** A correlation is of the logs of the rules that it refers to. */
function logsourceIs(
  settings: DataMap,
  rule: DataMap,
  rules: readonly DataMap[],
  path: readonly DataMap[],
): boolean {
  const { correlation } = rule;
  if (isMap(correlation)) {
    const names = listOf(correlation['rules']);
    const referred = rules.filter((other) =>
      [other['id'], other['name']].some((name) => names.includes(name ?? null)),
    );
    return referred.some(
      (other) => !path.includes(other) && logsourceIs(settings, other, rules, [...path, other]),
    );
  }
  const logsource = isMap(rule['logsource']) ? rule['logsource'] : {};
  return ['category', 'product', 'service'].every((name) => {
    const wanted = textIn(settings, name);
    return wanted === undefined || textIn(logsource, name) === wanted;
  });
}

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
  const expression = textIn(transformation, `${prefix}_expr`);
  if (written === undefined && expression === undefined) return true;
  const test = (settings: Data): boolean => {
    const type = isMap(settings) ? textIn(settings, 'type') : undefined;
    const tested = type === undefined ? undefined : known[type];
    if (!isMap(settings) || tested === undefined)
      throw new PipelineFailure(`the ${list.slice(0, -1)} ${type ?? ''} is not supported`);
    checkKeys(settings, KEYS, `${list} ${type ?? ''}`);
    return tested(settings, subject, state);
  };
  const negated = transformation[`${prefix}_not`] === true;
  if (expression !== undefined) {
    if (!isMap(written) || transformation[`${prefix}_op`] !== undefined)
      throw new PipelineFailure(`${prefix}_expr needs ${list} by name, and no ${prefix}_op`);
    return expressionHolds(expression, written, test, prefix) !== negated;
  }
  if (!isList(written)) throw new PipelineFailure(`${list} by name need ${prefix}_expr`);
  const results = written.map(test);
  const any = textIn(transformation, `${prefix}_op`) === 'or';
  const result = any ? results.some(Boolean) : results.every(Boolean);
  return result !== negated;
}

/** A term over conditions by name: `and`, `or`, `not` and parentheses. */
function expressionHolds(
  text: string,
  named: DataMap,
  test: (settings: Data) => boolean,
  prefix: string,
): boolean {
  const parsed = parseCondition(text, (start, end) => ({ start, end }));
  if ('problem' in parsed) throw new PipelineFailure(`${prefix}_expr: ${parsed.problem.message}`);
  const evaluate = (condition: Condition): boolean => {
    switch (condition.kind) {
      case 'and':
        return condition.parts.every(evaluate);
      case 'or':
        return condition.parts.some(evaluate);
      case 'not':
        return !evaluate(condition.part);
      case 'of':
        throw new PipelineFailure(`${prefix}_expr: \`of\` is not supported`);
      case 'selection': {
        const settings = named[condition.name];
        if (settings === undefined)
          throw new PipelineFailure(`${prefix}_expr: there is no condition ${condition.name}`);
        return test(settings);
      }
    }
  };
  return evaluate(parsed.condition);
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
