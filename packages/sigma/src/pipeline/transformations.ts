import type { PipelineState } from './conditions.js';
import { mapValues } from './item.js';
import { changeItems, changeTexts, renameFields } from './lines.js';
import { valuePlaceholders, wildcardPlaceholders } from './placeholders.js';
import { PipelineFailure, isList, isMap, listOf, neededText, patternOf, textIn } from './shape.js';
import type { Data, DataMap } from './shape.js';

/** Changes a rule that a transformation is for. */
type Transformation = (settings: DataMap, rule: DataMap, state: PipelineState) => DataMap;

/**
 * The transformations of pySigma's processing pipelines by their type.
 * https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html
 */
export const transformations: Readonly<Record<string, Transformation>> = {
  field_name_mapping: (settings, rule, state) => {
    const mapping = mapOf(settings, 'mapping');
    return renameFields(settings, rule, state, (field) => namesOf(mapping[field], field));
  },
  field_name_prefix_mapping: (settings, rule, state) => {
    const mapping = mapOf(settings, 'mapping');
    return renameFields(settings, rule, state, (field) => {
      const prefix = Object.keys(mapping).find((each) => field.startsWith(each));
      return prefix === undefined
        ? [field]
        : namesOf(mapping[prefix], prefix).map((name) => name + field.slice(prefix.length));
    });
  },
  field_name_prefix: (settings, rule, state) => {
    const prefix = neededText(settings, 'prefix', 'field_name_prefix');
    return renameFields(settings, rule, state, (field) => [prefix + field]);
  },
  field_name_suffix: (settings, rule, state) => {
    const suffix = neededText(settings, 'suffix', 'field_name_suffix');
    return renameFields(settings, rule, state, (field) => [field + suffix]);
  },
  drop_detection_item: (settings, rule, state) => changeItems(settings, rule, state, () => []),
  replace_string: (settings, rule, state) => {
    const pattern = patternOf(neededText(settings, 'regex', 'replace_string'), 'replace_string');
    const replacement = pythonReplacement(textIn(settings, 'replacement') ?? '');
    if (settings['skip_special'] === true || settings['interpret_special'] === true)
      throw new PipelineFailure('replace_string: skip_special and interpret_special are not supported');
    const global = new RegExp(pattern.source, `${pattern.flags}g`);
    return changeTexts(settings, rule, state, (text) => [text.replace(global, replacement)]);
  },
  map_string: (settings, rule, state) => {
    const mapping = mapOf(settings, 'mapping');
    return changeTexts(settings, rule, state, (text) => namesOf(mapping[text], text));
  },
  set_value: (settings, rule, state) => {
    const { value } = settings;
    if (value === undefined) throw new PipelineFailure('set_value needs `value`');
    // The value replaces what modifiers have made of those before it.
    return changeItems(settings, rule, state, (item) => [
      {
        ...mapValues(item, () => [forced(value, textIn(settings, 'force_type'))]),
        modifiers: item.modifiers.filter((name) => name === 'all' || name === 'neq'),
      },
    ]);
  },
  convert_type: (settings, rule, state) => {
    const type = neededText(settings, 'target_type', 'convert_type');
    if (type !== 'str' && type !== 'num')
      throw new PipelineFailure(`convert_type: the type ${type} is not supported`);
    return changeItems(settings, rule, state, (item) => [
      mapValues(item, (value) => [converted(value, type)]),
    ]);
  },
  case: (settings, rule, state) => {
    const method = textIn(settings, 'method') ?? 'lower';
    if (method !== 'lower' && method !== 'upper')
      throw new PipelineFailure(`case: the method ${method} is not supported`);
    return changeTexts(settings, rule, state, (text) => [
      method === 'lower' ? text.toLowerCase() : text.toUpperCase(),
    ]);
  },
  value_placeholders: valuePlaceholders,
  wildcard_placeholders: wildcardPlaceholders,
  set_custom_attribute: (settings, rule) => ({
    ...rule,
    [neededText(settings, 'attribute', 'set_custom_attribute')]: settings['value'] ?? null,
  }),
  add_condition: addCondition,
  change_logsource: (settings, rule) => ({
    ...rule,
    logsource: Object.fromEntries(
      ['category', 'product', 'service'].flatMap((name) => {
        const value = textIn(settings, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  }),
  add_field: (settings, rule) => ({
    ...rule,
    fields: [...listOf(rule['fields']), ...listOf(settings['field'])],
  }),
  remove_field: (settings, rule) => {
    const gone = listOf(settings['field']);
    return { ...rule, fields: listOf(rule['fields']).filter((field) => !gone.includes(field)) };
  },
  set_field: (settings, rule) => ({ ...rule, fields: listOf(settings['fields']) }),
  set_state: (settings, rule, { values }) => {
    values.set(neededText(settings, 'key', 'set_state'), neededText(settings, 'val', 'set_state'));
    return rule;
  },
  rule_failure: (settings) => {
    throw new PipelineFailure(neededText(settings, 'message', 'rule_failure'));
  },
  detection_item_failure: (settings, rule, state) =>
    changeItems(settings, rule, state, () => {
      throw new PipelineFailure(neededText(settings, 'message', 'detection_item_failure'));
    }),
};

/** What each transformation is set by, besides its conditions. */
export const parameters: Readonly<Record<string, readonly string[]>> = {
  field_name_mapping: ['mapping'],
  field_name_prefix_mapping: ['mapping'],
  field_name_prefix: ['prefix'],
  field_name_suffix: ['suffix'],
  drop_detection_item: [],
  replace_string: ['regex', 'replacement', 'skip_special', 'interpret_special'],
  map_string: ['mapping'],
  set_value: ['value', 'force_type'],
  value_placeholders: ['include', 'exclude'],
  wildcard_placeholders: ['include', 'exclude'],
  set_custom_attribute: ['attribute', 'value'],
  nest: ['items'],
  convert_type: ['target_type'],
  case: ['method'],
  add_condition: ['conditions', 'name', 'negated', 'template'],
  change_logsource: ['category', 'product', 'service'],
  add_field: ['field'],
  remove_field: ['field'],
  set_field: ['fields'],
  set_state: ['key', 'val'],
  rule_failure: ['message'],
  detection_item_failure: ['message'],
};

/** Every transformation that there is; `nest` is applied where pipelines are. */
export const transformationNames: readonly string[] = Object.keys(parameters);

/** Why some are not supported that pySigma has. */
export const refusals: Readonly<Record<string, string>> = {
  query_expression_placeholders:
    'it holds text of another query language; use value_placeholders or a watchlist',
  field_name_transform: 'it needs a function, which YAML cannot hold',
  regex: 'values match without regard to case here; write the modifier `re` where an expression is meant',
};

function mapOf(settings: DataMap, key: string): DataMap {
  const value = settings[key];
  if (!isMap(value)) throw new PipelineFailure(`${textIn(settings, 'type') ?? ''} needs \`${key}\`, a map`);
  return value;
}

function namesOf(value: Data | undefined, otherwise: string): readonly string[] {
  return value === undefined || value === null ? [otherwise] : listOf(value).map(String);
}

/** `\1` and `\g<name>` of Python. */
function pythonReplacement(text: string): string {
  return text
    .replaceAll('$', '$$$$')
    .replaceAll(/\\g<(\w+)>/g, (_, name: string) => (/^\d+$/.test(name) ? `$${name}` : `$<${name}>`))
    .replaceAll(/\\(\d)/g, '$$$1')
    .replaceAll('\\\\', '\\');
}

function forced(value: Data, type: string | undefined): Data {
  if (type === undefined) return value;
  if (type !== 'str' && type !== 'num')
    throw new PipelineFailure(`set_value: the type ${type} is not supported`);
  return converted(value, type);
}

function converted(value: Data, type: 'str' | 'num'): Data {
  if (type === 'str') return typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (typeof value === 'string' && Number.isNaN(number))
    throw new PipelineFailure(`convert_type: \`${value}\` is no number`);
  return typeof value === 'string' ? number : value;
}

function addCondition(settings: DataMap, rule: DataMap): DataMap {
  const { detection } = rule;
  if (!isMap(detection)) return rule;
  const written = mapOf(settings, 'conditions');
  const conditions = settings['template'] === true ? templated(written, rule) : written;
  let name = textIn(settings, 'name') ?? '_cond_added';
  for (let count = 2; detection[name] !== undefined; count += 1) name = `_cond_added_${count}`;
  const added = settings['negated'] === true ? `not ${name}` : name;
  const condition = listOf(detection['condition']).map(
    (each) => `${added} and (${typeof each === 'string' ? each : ''})`,
  );
  const { condition: _before, ...selections } = detection;
  const [first = added] = condition;
  return {
    ...rule,
    detection: { ...selections, [name]: conditions, condition: condition.length > 1 ? condition : first },
  };
}

/** `$product` and its like stand for what the rule's logsource says; other dollars are left as they are. */
function templated(conditions: DataMap, rule: DataMap): DataMap {
  const logsource = isMap(rule['logsource']) ? rule['logsource'] : {};
  const fill = (value: Data): Data => {
    if (isList(value)) return value.map(fill);
    if (typeof value !== 'string') return value;
    return value.replaceAll(
      /\$(?:\{(category|product|service)\}|(category|product|service)\b)/g,
      (_, braced: string | undefined, bare: string | undefined) =>
        textIn(logsource, braced ?? bare ?? '') ?? 'None',
    );
  };
  return Object.fromEntries(Object.entries(conditions).map(([key, value]) => [key, fill(value)]));
}
