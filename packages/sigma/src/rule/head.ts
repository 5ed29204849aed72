import type { Diagnostic } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import { childOf, entryOf, itemsOf, textOf } from '../yaml/tree.js';
import type { YamlMap, YamlNode } from '../yaml/tree.js';
import { readTexts } from './detection.js';
import type { Logsource, RuleHead, Spanned } from './types.js';

/** Reads the attributes that all documents share. */
export function readHead(node: YamlMap, report: (problem: Diagnostic) => void): RuleHead {
  const title = readText(node, 'title');
  const id = readText(node, 'id');
  const name = readText(node, 'name');
  const tags = readTexts('tags', present(node, 'tags'), report);
  if (title === undefined) report(problems.noTitle(startOf(node)));
  const taxonomy = readText(node, 'taxonomy');
  if (taxonomy !== undefined && taxonomy.text.toLowerCase() !== 'sigma') {
    report(problems.customTaxonomy(taxonomy.text, taxonomy.span));
  }
  return {
    tags,
    fields: readTexts('fields', present(node, 'fields'), report),
    span: startOf(node),
    ...(title === undefined ? {} : { title }),
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
  };
}

/** Reads `logsource`; undefined when there is none that names anything. */
export function readLogsource(node: YamlMap, report: (problem: Diagnostic) => void): Logsource | undefined {
  const entry = entryOf(node, 'logsource');
  if (entry === undefined) {
    report(problems.missing('logsource', startOf(node)));
    return undefined;
  }
  if (entry.value.kind !== 'map') {
    report(problems.wrongShape('logsource', 'a map of product, service and category', entry.keySpan));
    return undefined;
  }
  const product = textOf(childOf(entry.value, 'product'));
  const service = textOf(childOf(entry.value, 'service'));
  const category = textOf(childOf(entry.value, 'category'));
  if (product === undefined && service === undefined && category === undefined) {
    report(problems.emptyLogsource(entry.keySpan));
    return undefined;
  }
  return {
    span: entry.keySpan,
    ...(product === undefined ? {} : { product }),
    ...(service === undefined ? {} : { service }),
    ...(category === undefined ? {} : { category }),
  };
}

function readText(node: YamlMap, key: string): Spanned | undefined {
  const child = childOf(node, key);
  const text = textOf(child);
  return child === undefined || text === undefined ? undefined : { text, span: child.span };
}

/** A list or value that is not YAML null. */
function present(node: YamlMap, key: string): YamlNode | undefined {
  const child = childOf(node, key);
  return itemsOf(child).every((item) => item.kind === 'scalar' && item.value === null) ? undefined : child;
}

/** The place to point at for something that a document lacks: its first key. */
export function startOf(node: YamlMap): { readonly start: number; readonly end: number } {
  return node.entries[0]?.keySpan ?? node.span;
}
