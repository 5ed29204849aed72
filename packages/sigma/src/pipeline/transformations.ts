import type { PipelineState } from './conditions.js';
import { forField, forItem } from './conditions.js';
import { itemOf, keyOf, mapValues } from './item.js';
import type { PipelineItem } from './item.js';
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
    return changeItems(settings, rule, state, (item) => [mapValues(item, () => [value])]);
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
  set_value: ['value'],
  convert_type: ['target_type'],
  case: ['method'],
  add_condition: ['conditions', 'name', 'negated'],
  change_logsource: ['category', 'product', 'service'],
  add_field: ['field'],
  remove_field: ['field'],
  set_field: ['fields'],
  set_state: ['key', 'val'],
  rule_failure: ['message'],
  detection_item_failure: ['message'],
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

function converted(value: Data, type: 'str' | 'num'): Data {
  if (type === 'str') return typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (typeof value === 'string' && Number.isNaN(number))
    throw new PipelineFailure(`convert_type: \`${value}\` is no number`);
  return typeof value === 'string' ? number : value;
}

function changeTexts(
  settings: DataMap,
  rule: DataMap,
  state: PipelineState,
  change: (text: string) => readonly string[],
): DataMap {
  return changeItems(settings, rule, state, (item) => [
    mapValues(item, (value) => (typeof value === 'string' ? change(value) : [value])),
  ]);
}

/** Renames the fields of selections, of `fields` and of a correlation's groups. */
function renameFields(
  settings: DataMap,
  rule: DataMap,
  state: PipelineState,
  rename: (field: string) => readonly string[],
): DataMap {
  const renamed = changeItems(settings, rule, state, (item) => {
    if (item.field === '') return [item];
    const names = rename(item.field);
    return names.length === 1 && names[0] === item.field
      ? [item]
      : names.map((field) => ({ ...item, field }));
  });
  const inList = (value: Data): readonly Data[] =>
    typeof value === 'string' && forField(settings, value, state) ? rename(value) : [value];
  const { fields } = renamed;
  const listed = isList(fields) ? { ...renamed, fields: fields.flatMap(inList) } : renamed;
  const correlation = listed['correlation'];
  if (!isMap(correlation) || correlation['group-by'] === undefined) return listed;
  return {
    ...listed,
    correlation: { ...correlation, 'group-by': listOf(correlation['group-by']).flatMap(inList) },
  };
}

/** Changes the lines that a transformation is for; of several that come of one any may hold, and none drops it. */
function changeItems(
  settings: DataMap,
  rule: DataMap,
  state: PipelineState,
  change: (item: PipelineItem) => readonly PipelineItem[],
): DataMap {
  const { detection } = rule;
  if (!isMap(detection)) return rule;
  const marks = new Map<string, Set<string>>();
  const one = (item: PipelineItem): readonly PipelineItem[] => {
    if (!forItem(settings, item, state)) return [item];
    const changed = change(item);
    if (changed.length === 1 && changed[0] === item) return changed;
    for (const { field } of changed) {
      const before = state.fields.get(item.field) ?? [];
      const id = textIn(settings, 'id');
      marks.set(field, new Set([...before, ...(id === undefined ? [] : [id])]));
    }
    return changed;
  };
  const selections = Object.entries(detection).map(([name, value]): [string, Data] => [
    name,
    name === 'condition' ? value : changeSelection(name, value, one),
  ]);
  // Only now, so that the lines of one field are all asked about as it was before.
  for (const [field, ids] of marks) state.fields.set(field, ids);
  return { ...rule, detection: Object.fromEntries(selections) };
}

type Change = (item: PipelineItem) => readonly PipelineItem[];

function changeSelection(name: string, selection: Data, change: Change): Data {
  if (isMap(selection)) {
    const maps = changeMap(name, selection, change);
    const [first] = maps;
    if (first === undefined || Object.keys(first).length === 0)
      throw new PipelineFailure(`nothing is left of the selection ${name}`);
    return maps.length === 1 ? first : maps;
  }
  if (!isList(selection)) return onlyValue(change(itemOf('', selection)), selection);
  return selection.flatMap((each): readonly Data[] => {
    if (isMap(each)) return changeMap(name, each, change).filter((map) => Object.keys(map).length > 0);
    return isList(each) ? [each] : listOf(onlyValue(change(itemOf('', each)), each));
  });
}

function onlyValue(items: readonly PipelineItem[], otherwise: Data): Data {
  return items[0]?.values ?? otherwise;
}

/** A map, or the alternatives that come of lines with several fields. */
function changeMap(name: string, map: DataMap, change: Change): readonly DataMap[] {
  let alternatives: readonly (readonly PipelineItem[])[] = [[]];
  for (const [key, values] of Object.entries(map)) {
    const items = change(itemOf(key, values));
    if (items.length > 0)
      alternatives = alternatives.flatMap((before) => items.map((item) => [...before, item]));
  }
  return alternatives.map((items) => {
    const keys = items.map(keyOf);
    const twice = keys.find((key, index) => keys.indexOf(key) !== index);
    if (twice !== undefined) throw new PipelineFailure(`two fields of the selection ${name} become ${twice}`);
    return Object.fromEntries(items.map((item) => [keyOf(item), item.values]));
  });
}

function addCondition(settings: DataMap, rule: DataMap): DataMap {
  const { detection } = rule;
  if (!isMap(detection)) return rule;
  const conditions = mapOf(settings, 'conditions');
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
