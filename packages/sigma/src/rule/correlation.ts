import type { Diagnostic } from '@interloper/plan';
import { parseCondition } from '../condition/parser.js';
import type { Condition } from '../condition/tree.js';
import { correlationTypes, findCorrelationType } from '../correlation/types.js';
import { problems } from '../diagnostics.js';
import { childOf, entryOf, partOf, textOf } from '../yaml/tree.js';
import type { YamlMap, YamlNode } from '../yaml/tree.js';
import { readTexts } from './detection.js';
import { readTimespan } from './timespan.js';
import type { Alias, Bound, BoundOperator, CorrelationRule, RuleHead, Spanned } from './types.js';

type Report = (problem: Diagnostic) => void;

const OPERATORS: readonly BoundOperator[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];

/** Reads a correlation rule (Sigma Correlation Rules Specification 2); undefined when it cannot be used. */
export function readCorrelation(node: YamlMap, head: RuleHead, report: Report): CorrelationRule | undefined {
  const entry = entryOf(node, 'correlation');
  const section = entry?.value;
  if (entry === undefined || section?.kind !== 'map') {
    report(problems.wrongShape('correlation', 'a map', entry?.keySpan ?? head.span));
    return undefined;
  }
  const typeNode = childOf(section, 'type');
  const typeName = textOf(typeNode);
  if (typeNode === undefined || typeName === undefined) {
    report(problems.missing('type', entry.keySpan));
    return undefined;
  }
  const type = findCorrelationType(typeName);
  if (type === undefined) {
    report(problems.unknownType(typeName, Object.keys(correlationTypes), typeNode.span));
    return undefined;
  }
  const timespan = readSpan(section, entry.keySpan, report);
  const groupBy = readTexts('group-by', childOf(section, 'group-by'), report);
  if (groupBy.length === 0) report(problems.noGroup(entry.keySpan));
  const condition = readCondition(section, report);
  const listed = readTexts('rules', childOf(section, 'rules'), report);
  const rules = listed.length > 0 ? listed : namesIn(condition.expression);
  if (rules.length === 0) report(problems.missing('rules', entry.keySpan));
  for (const name of namesIn(condition.expression)) {
    if (!rules.some((rule) => rule.text === name.text))
      report(problems.expressionOutside(name.text, name.span));
  }
  checkCondition(type, condition, rules, section, typeNode, report);
  const aliases = readAliases(section, report);
  for (const { name } of aliases) {
    const used = [...groupBy, ...condition.fields].some(({ text }) => text === name.text);
    if (!used) report(problems.aliasUnused(name.text, name.span));
  }
  if (timespan === undefined) return undefined;
  return {
    ...head,
    kind: 'correlation',
    type,
    typeSpan: typeNode.span,
    rules,
    groupBy,
    timespan,
    bounds: condition.bounds,
    valueFields: condition.fields,
    aliases,
    generate: readGenerate(node, report) || readGenerate(section, report),
    ...(condition.expression === undefined ? {} : { expression: condition.expression }),
    ...(condition.percentile === undefined ? {} : { percentile: condition.percentile }),
  };
}

function readSpan(section: YamlMap, at: YamlNode['span'], report: Report): bigint | undefined {
  const node = childOf(section, 'timespan');
  const text = textOf(node);
  if (node === undefined || text === undefined) {
    report(problems.missing('timespan', at));
    return undefined;
  }
  const ticks = readTimespan(text);
  if (ticks === undefined) report(problems.badTimespan(text, node.span));
  if (ticks === 'calendar') report(problems.calendarTimespan(text, node.span));
  return typeof ticks === 'bigint' ? ticks : undefined;
}

interface ReadCondition {
  readonly bounds: readonly Bound[];
  readonly fields: readonly Spanned[];
  readonly expression?: Condition;
  readonly percentile?: number;
}

function readCondition(section: YamlMap, report: Report): ReadCondition {
  const node = childOf(section, 'condition');
  // The published examples give `field` in the condition; its JSON schema also beside it.
  const outside = readTexts('field', childOf(section, 'field'), report);
  if (node === undefined) return { bounds: [], fields: outside };
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    const parsed = parseCondition(node.value, (start, end) => partOf(node, start, end));
    if ('condition' in parsed) return { bounds: [], fields: outside, expression: parsed.condition };
    report(parsed.problem);
    return { bounds: [], fields: outside };
  }
  if (node.kind !== 'map') {
    report(problems.wrongShape('condition', 'a map of bounds, or a term over rule names', node.span));
    return { bounds: [], fields: outside };
  }
  const bounds: Bound[] = [];
  for (const entry of node.entries) {
    const operator = OPERATORS.find((name) => name === entry.key);
    if (operator === undefined) {
      if (!['field', 'percentile'].includes(entry.key)) {
        report(problems.unknownConditionKey(entry.key, entry.keySpan));
      }
      continue;
    }
    const value = numberOf(entry.value);
    if (value === undefined) report(problems.wrongShape(entry.key, 'a number', entry.value.span));
    else bounds.push({ operator, value, span: entry.value.span });
  }
  const percentile = numberOf(childOf(node, 'percentile'));
  const fields = [...readTexts('field', childOf(node, 'field'), report), ...outside];
  return { bounds, fields, ...(percentile === undefined ? {} : { percentile }) };
}

function checkCondition(
  type: CorrelationRule['type'],
  condition: ReadCondition,
  rules: readonly Spanned[],
  section: YamlMap,
  typeNode: YamlNode,
  report: Report,
): void {
  const entry = correlationTypes[type];
  const at = entryOf(section, 'condition')?.keySpan ?? typeNode.span;
  if (condition.expression !== undefined && !type.startsWith('temporal')) {
    report(problems.expressionNotTemporal(at));
  } else if (type === 'temporal_ordered' && !asksForAll(condition, rules)) {
    report(problems.orderedPartly(at));
  } else if (entry.needsBounds && condition.bounds.length === 0) report(problems.noBound(at));
  if (entry.needsField && condition.fields.length === 0) report(problems.conditionNeedsField(type, at));
  const [, second] = condition.fields;
  if (second !== undefined && type !== 'value_count') report(problems.oneField(type, second.span));
  const { percentile } = condition;
  if (type === 'value_percentile' && (percentile === undefined || percentile < 0 || percentile > 100)) {
    report(problems.percentileMissing(at));
  }
  if (neverHolds(condition.bounds)) report(problems.boundsNeverHold(at));
}

/** True when a condition holds exactly when all the rules have matched: their names joined by `and`, or their number. */
function asksForAll({ bounds, expression }: ReadCondition, rules: readonly Spanned[]): boolean {
  if (expression !== undefined) {
    const parts = expression.kind === 'and' ? expression.parts : [expression];
    return parts.every(({ kind }) => kind === 'selection') && namesIn(expression).length === rules.length;
  }
  const numbers = Array.from({ length: rules.length + 1 }, (_, count) => count);
  const allowed = numbers.filter((count) => bounds.every((bound) => meets(count, bound)));
  return bounds.length === 0 || (allowed.length === 1 && allowed[0] === rules.length);
}

function meets(count: number, { operator, value }: Bound): boolean {
  switch (operator) {
    case 'gt':
      return count > value;
    case 'gte':
      return count >= value;
    case 'lt':
      return count < value;
    case 'lte':
      return count <= value;
    case 'eq':
      return count === value;
    case 'neq':
      return count !== value;
  }
}

/** True when the bounds exclude each other, such as `gt: 5` with `lt: 3`. */
function neverHolds(bounds: readonly Bound[]): boolean {
  const lowest = Math.max(...bounds.filter((bound) => /^(?:gte?|eq)$/.test(bound.operator)).map(valueOf));
  const highest = Math.min(...bounds.filter((bound) => /^(?:lte?|eq)$/.test(bound.operator)).map(valueOf));
  if (lowest > highest) return true;
  const strict = bounds.some(
    (bound) => ['gt', 'lt', 'neq'].includes(bound.operator) && bound.value === lowest,
  );
  return lowest === highest && strict;
}

function valueOf(bound: Bound): number {
  return bound.value;
}

function readAliases(section: YamlMap, report: Report): readonly Alias[] {
  const node = childOf(section, 'aliases');
  if (node === undefined) return [];
  if (node.kind !== 'map') {
    report(problems.wrongShape('aliases', 'a map', node.span));
    return [];
  }
  return node.entries.map((entry) => {
    if (entry.value.kind !== 'map')
      report(problems.wrongShape(entry.key, 'a map of rules to fields', entry.keySpan));
    const fields = entry.value.kind === 'map' ? entry.value.entries : [];
    return {
      name: { text: entry.key, span: entry.keySpan },
      fields: fields.map((field) => ({
        rule: { text: field.key, span: field.keySpan },
        field: { text: textOf(field.value) ?? '', span: field.value.span },
      })),
    };
  });
}

/** The specification has `generate` beside `correlation`, the reference implementation in it. */
function readGenerate(map: YamlMap, report: Report): boolean {
  const node = childOf(map, 'generate');
  if (node === undefined) return false;
  if (node.kind !== 'scalar' || typeof node.value !== 'boolean') {
    report(problems.wrongShape('generate', 'true or false', node.span));
    return false;
  }
  return node.value;
}

/** The rule names of an extended condition, in order of appearance. */
function namesIn(condition: Condition | undefined): readonly Spanned[] {
  if (condition === undefined) return [];
  if (condition.kind === 'selection') return [{ text: condition.name, span: condition.span }];
  if (condition.kind === 'of') return [];
  const parts = condition.kind === 'not' ? [condition.part] : condition.parts;
  const names = parts.flatMap(namesIn);
  return names.filter((name, index) => names.findIndex((other) => other.text === name.text) === index);
}

function numberOf(node: YamlNode | undefined): number | undefined {
  if (node?.kind !== 'scalar' || typeof node.value === 'boolean' || node.value === null) return undefined;
  const value = typeof node.value === 'string' && node.value.trim() === '' ? NaN : Number(node.value);
  return Number.isFinite(value) ? value : undefined;
}
