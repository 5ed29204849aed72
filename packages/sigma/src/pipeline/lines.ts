import type { PipelineState } from './conditions.js';
import { forField, forItem } from './conditions.js';
import { changeSeen, encodingOf, holdsTexts, itemOf, keyOf, mapValues } from './item.js';
import type { PipelineItem } from './item.js';
import { PipelineFailure, isList, isMap, listOf, textIn } from './shape.js';
import type { Data, DataMap } from './shape.js';

/** Changes the texts of the lines that a transformation is for, as pipelines see them: with wildcards for `contains`. */
export function changeTexts(
  settings: DataMap,
  rule: DataMap,
  state: PipelineState,
  change: (text: string) => readonly string[],
): DataMap {
  return changeItems(settings, rule, state, (item) => {
    if (!holdsTexts(item)) return [item];
    const encoding = encodingOf(item);
    if (encoding !== undefined) {
      const type = textIn(settings, 'type') ?? '';
      throw new PipelineFailure(`${type} of values under the modifier ${encoding} is not supported`);
    }
    return [changeSeen(item, change)];
  });
}

/**
 * Renames the fields of selections, those that `fieldref` names, of `fields`, and of a correlation's groups, aliases and
 * condition.
 */
export function renameFields(
  settings: DataMap,
  rule: DataMap,
  state: PipelineState,
  rename: (field: string) => readonly string[],
): DataMap {
  const inList = (value: Data): readonly Data[] =>
    typeof value === 'string' && forField(settings, value, state) ? rename(value) : [value];
  const referring = (item: PipelineItem): PipelineItem =>
    item.modifiers.includes('fieldref') ? mapValues(item, inList) : item;
  const renamed = changeItems(settings, rule, state, (item) => {
    if (item.field === '') return [item];
    const names = rename(item.field);
    return names.length === 1 && names[0] === item.field
      ? [item]
      : names.map((field) => ({ ...item, field }));
  });
  const referred = eachItem(renamed, (item) => [referring(item)]);
  const { fields } = referred;
  const listed = isList(fields) ? { ...referred, fields: fields.flatMap(inList) } : referred;
  const { correlation } = listed;
  return isMap(correlation) ? { ...listed, correlation: renamedIn(correlation, inList) } : listed;
}

/** An alias in `group-by` is no field: what it stands for is. */
function renamedIn(correlation: DataMap, rename: (value: Data) => readonly Data[]): DataMap {
  const { aliases, condition, field } = correlation;
  const known = isMap(aliases) ? Object.keys(aliases) : [];
  const groups = listOf(correlation['group-by']).flatMap((name) =>
    typeof name === 'string' && known.includes(name) ? [name] : rename(name),
  );
  const one = (value: Data, where: string): Data => {
    const names = isList(value) ? value.flatMap(rename) : rename(value);
    if (names.length > 1 && !isList(value))
      throw new PipelineFailure(`a field of ${where} gets ${names.length} names`);
    return isList(value) ? names : (names[0] ?? value);
  };
  return {
    ...correlation,
    ...(correlation['group-by'] === undefined ? {} : { 'group-by': groups }),
    ...(field === undefined ? {} : { field: one(field, 'a correlation') }),
    ...(isMap(condition) && condition['field'] !== undefined
      ? { condition: { ...condition, field: one(condition['field'], 'a correlation') } }
      : {}),
    ...(isMap(aliases) ? { aliases: mapMaps(aliases, (value) => one(value, 'an alias')) } : {}),
  };
}

function mapMaps(maps: DataMap, change: (value: Data) => Data): DataMap {
  const inner = (map: Data): Data =>
    isMap(map) ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)])) : map;
  return Object.fromEntries(Object.entries(maps).map(([key, map]) => [key, inner(map)]));
}

/** Changes the lines that a transformation is for; of several that come of one any may hold, and none drops it. */
export function changeItems(
  settings: DataMap,
  rule: DataMap,
  state: PipelineState,
  change: (item: PipelineItem) => readonly PipelineItem[],
): DataMap {
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
  const changed = eachItem(rule, one);
  // Only now, so that the lines of one field are all asked about as it was before.
  for (const [field, ids] of marks) state.fields.set(field, ids);
  return changed;
}

type Change = (item: PipelineItem) => readonly PipelineItem[];

function eachItem(rule: DataMap, change: Change): DataMap {
  const { detection } = rule;
  if (!isMap(detection)) return rule;
  const selections = Object.entries(detection).map(([name, value]): [string, Data] => [
    name,
    name === 'condition' ? value : changeSelection(name, value, change),
  ]);
  return { ...rule, detection: Object.fromEntries(selections) };
}

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
