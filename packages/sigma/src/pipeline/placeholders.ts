import type { PipelineState } from './conditions.js';
import type { PipelineItem } from './item.js';
import { mapValues } from './item.js';
import { changeItems } from './lines.js';
import { PipelineFailure, isList, listOf } from './shape.js';
import type { Data, DataMap } from './shape.js';

/** `%name%`, not behind a backslash. */
const PLACEHOLDER = /(?<!\\)%([^%\s]+)%/u;

/** Puts the values of the pipeline's `vars` in the place of placeholders. */
export function valuePlaceholders(settings: DataMap, rule: DataMap, state: PipelineState): DataMap {
  return replacePlaceholders(settings, rule, state, (name) => {
    const given = state.vars[name];
    if (given === undefined)
      throw new PipelineFailure(`value_placeholders: the pipeline has no variable ${name} in \`vars\``);
    const values = listOf(given);
    if (!values.every((value) => ['string', 'number', 'bigint'].includes(typeof value)))
      throw new PipelineFailure(`value_placeholders: ${name} holds a value that is neither text nor number`);
    return values.map(String);
  });
}

/** Puts a wildcard in the place of placeholders. */
export function wildcardPlaceholders(settings: DataMap, rule: DataMap, state: PipelineState): DataMap {
  return replacePlaceholders(settings, rule, state, () => ['*']);
}

function replacePlaceholders(
  settings: DataMap,
  rule: DataMap,
  state: PipelineState,
  valuesOf: (name: string) => readonly string[],
): DataMap {
  const { include, exclude } = settings;
  if (include !== undefined && exclude !== undefined)
    throw new PipelineFailure('placeholders: give include or exclude, not both');
  const handled = (name: string): boolean =>
    include === undefined ? !listOf(exclude).includes(name) : listOf(include).includes(name);
  return changeItems(settings, rule, state, (item) => {
    if (!item.modifiers.includes('expand')) return [item];
    const replaced = mapValues(item, (value) =>
      typeof value === 'string' ? expanded(value, handled, valuesOf) : [value],
    );
    return [hasPlaceholder(replaced) ? replaced : withoutExpand(replaced)];
  });
}

/** Every text that comes of one when each of its placeholders stands for any of its values. */
function expanded(
  text: string,
  handled: (name: string) => boolean,
  valuesOf: (name: string) => readonly string[],
): readonly string[] {
  const match = PLACEHOLDER.exec(text);
  if (match === null) return [text];
  const [whole, name = ''] = match;
  const rest = expanded(text.slice(match.index + whole.length), handled, valuesOf);
  const before = text.slice(0, match.index);
  const values = handled(name) ? valuesOf(name) : [whole];
  return values.flatMap((value) => rest.map((after) => before + value + after));
}

function hasPlaceholder({ values }: PipelineItem): boolean {
  const list: readonly Data[] = isList(values) ? values : [values];
  return list.some((value) => typeof value === 'string' && PLACEHOLDER.test(value));
}

/** Without `expand` a percent sign is plain as it stands. */
function withoutExpand(item: PipelineItem): PipelineItem {
  const plain = mapValues(item, (value) =>
    typeof value === 'string' ? [value.replaceAll(String.raw`\%`, '%')] : [value],
  );
  return { ...plain, modifiers: item.modifiers.filter((name) => name !== 'expand') };
}
