import type { Diagnostic } from '@interloper/plan';
import { parseCondition } from '../condition/parser.js';
import type { Condition } from '../condition/tree.js';
import { problems } from '../diagnostics.js';
import { itemsOf, partOf, textOf } from '../yaml/tree.js';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yaml/tree.js';
import type { Detection, Item, NamedSelection, Selection, Spanned } from './types.js';

/** Reads a `detection` (or `filter`) section; `reserved` are its keys that are no search identifiers. */
export function readDetection(
  node: YamlMap,
  reserved: ReadonlySet<string>,
  report: (problem: Diagnostic) => void,
): Detection {
  const selections: NamedSelection[] = [];
  const conditions: Condition[] = [];
  for (const entry of node.entries) {
    if (entry.key === 'condition') conditions.push(...readConditions(entry.value, report));
    else if (entry.key === 'timeframe') report(problems.timeframe(entry.keySpan));
    else if (!reserved.has(entry.key)) {
      const selection = readSelection(entry.key, entry.value, report);
      if (selection !== undefined) {
        selections.push({ name: { text: entry.key, span: entry.keySpan }, selection });
      }
    }
  }
  if (!node.entries.some((entry) => entry.key === 'condition')) {
    report(problems.missing('condition', node.span));
  }
  return { selections, conditions };
}

function readConditions(node: YamlNode, report: (problem: Diagnostic) => void): readonly Condition[] {
  const conditions: Condition[] = [];
  for (const item of itemsOf(node)) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') {
      report(problems.wrongShape('condition', 'text or a list of texts', item.span));
      continue;
    }
    const parsed = parseCondition(item.value, (start, end) => partOf(item, start, end));
    if ('problem' in parsed) report(parsed.problem);
    else conditions.push(parsed.condition);
  }
  if (node.kind === 'list' && node.items.length === 0) report(problems.emptyCondition(node.span));
  return conditions;
}

/** Reads what a search identifier stands for (specification, Lists and Maps). */
function readSelection(
  name: string,
  node: YamlNode,
  report: (problem: Diagnostic) => void,
): Selection | undefined {
  if (node.kind === 'scalar') {
    if (node.value === null) {
      report(problems.emptySelection(name, node.span));
      return undefined;
    }
    return keyword([node]);
  }
  const size = node.kind === 'map' ? node.entries.length : node.items.length;
  if (size === 0) {
    report(problems.emptySelection(name, node.span));
    return undefined;
  }
  if (node.kind === 'map') {
    const parts = node.entries.flatMap((entry) => readEntry(entry, report));
    return { kind: 'all', parts };
  }
  const keywords = node.items.filter((item) => item.kind === 'scalar');
  const others = node.items
    .filter((item) => item.kind !== 'scalar')
    .map((item) => readSelection(name, item, report))
    .filter((part) => part !== undefined);
  const parts = keywords.length > 0 ? [keyword(keywords), ...others] : others;
  return { kind: 'any', parts };
}

function keyword(values: readonly YamlScalar[]): Selection {
  const first = values[0];
  if (first === undefined) throw new Error('a keyword selection has values');
  return { kind: 'item', item: { modifiers: [], values, span: first.span } };
}

function readEntry(entry: YamlEntry, report: (problem: Diagnostic) => void): readonly Selection[] {
  const [field = '', ...modifierNames] = entry.key.split('|');
  const values: YamlScalar[] = [];
  for (const value of itemsOf(entry.value)) {
    if (value.kind === 'scalar') values.push(value);
    else report(value.kind === 'map' ? problems.nestedMap(field, value.span) : wrongList(field, value));
  }
  if (values.length > 1) {
    const empty = values.find(({ value }) => value === null);
    if (empty !== undefined) report(problems.nullInList(field, empty.span));
  }
  // A quoted key begins one place later.
  const quotes = entry.keySpan.end - entry.keySpan.start - entry.key.length;
  const start = entry.keySpan.start + (quotes === 2 ? 1 : 0);
  let at = start + field.length + 1;
  const modifiers: Spanned[] = modifierNames.map((text) => {
    const span = { start: at, end: at + text.length };
    at = span.end + 1;
    return { text, span };
  });
  const name = field === '' ? undefined : { text: field, span: { start, end: start + field.length } };
  const item: Item = {
    modifiers,
    values,
    span: entry.keySpan,
    ...(name === undefined ? {} : { field: name }),
  };
  return [{ kind: 'item', item }];
}

function wrongList(field: string, node: YamlNode): Diagnostic {
  return problems.wrongShape(field, 'a value or a list of values', node.span);
}

/** The texts of a node that holds one text or a list of them. */
export function readTexts(
  key: string,
  node: YamlNode | undefined,
  report: (problem: Diagnostic) => void,
): readonly Spanned[] {
  const texts: Spanned[] = [];
  for (const item of itemsOf(node)) {
    const text = textOf(item);
    if (text === undefined) report(problems.wrongShape(key, 'text or a list of texts', item.span));
    else texts.push({ text, span: item.span });
  }
  return texts;
}
