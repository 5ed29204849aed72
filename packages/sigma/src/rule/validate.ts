import type { Diagnostic, Span } from '@interloper/plan';
import type { z } from 'zod';
import { problems } from '../diagnostics.js';
import { closestTo } from '../spelling.js';
import { childOf, entryOf, textOf } from '../yaml/tree.js';
import type { YamlMap, YamlNode } from '../yaml/tree.js';
import { attributes } from './attributes.js';
import type { SigmaRule } from './types.js';

type Report = (problem: Diagnostic) => void;

/** Compares a document with the attributes that the specification has for its kind. Nothing of it keeps a rule from running. */
export function validateDocument(node: YamlMap, kind: SigmaRule['kind'], report: Report): void {
  const { error } = attributes[kind].safeParse(plainOf(node));
  const found = (error?.issues ?? []).map((issue) => ({ issue, place: placeOf(node, issue.path) }));
  for (const { issue, place } of found.toSorted(
    (one, other) => one.place.span.start - other.place.span.start,
  ))
    report(problemOf(issue, place));
  if (kind !== 'correlation') checkKeywords(childOf(node, kind), report);
  const whole = kind === 'detection' ? 'A rule' : `A ${kind}`;
  checkKeys(node, [...Object.keys(attributes[kind].shape), ...SECTIONS], whole, report);
  if (kind === 'correlation') checkKeys(childOf(node, kind), CORRELATION_KEYS, 'A correlation', report);
  else checkKeys(childOf(node, 'logsource'), LOGSOURCE_KEYS, 'A logsource', report);
}

const SECTIONS = ['detection', 'correlation', 'filter', 'action', 'generate', 'fields', 'tags'];
const LOGSOURCE_KEYS = ['product', 'service', 'category', 'definition'];
const CORRELATION_KEYS = 'type;rules;group-by;timespan;condition;aliases;field;generate'.split(';');

/** Rules may have attributes of their own: only what differs from a known one by a letter or two is told. */
function checkKeys(
  node: YamlNode | undefined,
  known: readonly string[],
  where: string,
  report: Report,
): void {
  if (node?.kind !== 'map') return;
  for (const { key, keySpan } of node.entries) {
    if (known.includes(key)) continue;
    const near = closestTo(
      key,
      known.filter((name) => !node.entries.some((entry) => entry.key === name)),
      1,
    );
    if (near !== undefined) report(problems.misspeltKey(key, where, near, keySpan));
  }
}

interface Place {
  readonly value: YamlNode | undefined;
  readonly span: Span;
}

function problemOf(issue: z.core.$ZodIssue, { value, span }: Place): Diagnostic {
  const [first] = issue.path;
  const shown = textOf(value) ?? '';
  const plain = issue.path.length === 1 && value?.kind === 'scalar' && typeof value.value === 'string';
  if (plain && (first === 'date' || first === 'modified')) return problems.badDate(first, span);
  if (plain && (first === 'status' || first === 'level'))
    return problems.badChoice(first, shown, issue.message.replace('one of ', '').split(', '), span);
  if (plain && issue.code === 'too_big') return problems.tooLong(String(first), Number(issue.maximum), span);
  if (first === 'id') return problems.badId(shown, span);
  if (first === 'tags' && issue.code === 'invalid_format') return problems.badTag(shown, span);
  return problems.notAsSpecified(nameOf(issue.path), issue.message, span);
}

/** `related[0].type` for a path. */
function nameOf(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}

/** Where a path ends, or the deepest of its parts that is there. */
function placeOf(node: YamlMap, path: readonly PropertyKey[]): Place {
  let value: YamlNode | undefined = node;
  let { span }: { readonly span: Span } = node;
  for (const step of path) {
    if (typeof step === 'number') value = value?.kind === 'list' ? value.items[step] : undefined;
    else {
      const entry = entryOf(value, String(step));
      value = entry?.value;
      if (entry !== undefined && value?.kind !== 'scalar') span = entry.keySpan;
    }
    if (value?.kind === 'scalar') span = value.span;
  }
  return { value, span };
}

/** Keywords are texts and whole numbers; search identifiers that hold something else are told by the reader. */
function checkKeywords(section: YamlNode | undefined, report: Report): void {
  if (section?.kind !== 'map') return;
  for (const { key, value } of section.entries) {
    if (value.kind !== 'list' || key === 'condition' || key === 'rules') continue;
    for (const item of value.items) {
      const { error } = attributes.keyword.safeParse(item.kind === 'scalar' ? plainOf(item) : '');
      if (error !== undefined)
        report(problems.notAsSpecified(`a keyword of ${key}`, error.issues[0]?.message ?? '', item.span));
    }
  }
}

/** A node as plain data; of a key that occurs twice the first, as the readers have it. */
function plainOf(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries(node.entries.toReversed().map(({ key, value }) => [key, plainOf(value)]));
}
