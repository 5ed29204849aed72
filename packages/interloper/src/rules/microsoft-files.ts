import type { Diagnostic, PlacedText } from '@interloper/plan';
import { queryLanguage } from './query-texts.js';
import type { YamlMap } from './yaml-map.js';
import { emptyDocument, joinDocuments, spanRemark } from './written-rule.js';
import type { RuleDocument, WrittenRule } from './written-rule.js';

/** What tells a Sentinel rule, analytics or hunting, from other YAML with a `query`. */
const SENTINEL_KEYS = [
  'queryFrequency',
  'queryPeriod',
  'requiredDataConnectors',
  'entityMappings',
  'relevantTechniques',
  'tactics',
  'severity',
  'triggerOperator',
];

/**
 * A rule of Microsoft Sentinel as its YAML has it (analytics and hunting alike), or as its API and its resource templates
 * have its properties.
 */
export function readSentinelRule(map: YamlMap): RuleDocument | undefined {
  const query = map.placed('query');
  const isRule = SENTINEL_KEYS.some((key) => map.has(key));
  if (query !== undefined) {
    const isNamed = map.has('id') && map.has('name');
    return isRule || (isNamed && queryLanguage(query.text) === 'kql') ? ruleDocument(map, query) : undefined;
  }
  if (!isRule) return undefined;
  const kind = map.text('kind');
  if (kind === undefined) return undefined;
  return { ...emptyDocument, reasons: [`a Sentinel rule of kind ${kind} has no query`] };
}

/** A custom detection of Defender XDR: Graph's detectionRule, or the properties of a `CustomDetection` in YAML. */
export function readCustomDetection(map: YamlMap): RuleDocument | undefined {
  const query = map.map('queryCondition')?.placed('queryText');
  if (query === undefined) return undefined;
  const setting = ['period', 'frequency'].find((name) => map.map('schedule')?.has(name));
  const period = setting === undefined ? undefined : map.map('schedule')?.text(setting);
  const rule = kqlRule(map, query);
  const remarks =
    period === undefined || period === '0' ? [] : [spanRemark(`schedule.${setting ?? ''}`, period)];
  return { ...emptyDocument, rules: [{ ...rule, remarks }] };
}

/** A parser or function of a Sentinel solution, as its YAML has it (ASIM's parsers too). */
export function readFunction(map: YamlMap): RuleDocument | undefined {
  const body = map.text('ParserQuery') ?? map.text('FunctionQuery');
  const names = [
    map.text('ParserName'),
    map.text('FunctionAlias'),
    map.text('FunctionName'),
    map.text('EquivalentBuiltInParser'),
  ].flatMap((name) => name ?? []);
  const [name, ...aliases] = [...new Set(names)];
  if (body === undefined || name === undefined) return undefined;
  const parameters = [...map.maps('ParserParams'), ...map.maps('FunctionParams')].map(parameterOf).join(', ');
  return { ...emptyDocument, functions: [{ name, aliases, parameters, body }] };
}

function parameterOf(map: YamlMap): string {
  const type = map.text('Type') ?? 'string';
  const value = map.text('Default');
  const written = `${map.text('Name') ?? ''}:${type}`;
  if (value === undefined) return written;
  const isText = type === 'string' && !/^(["']).*\1$/s.test(value);
  return `${written}=${isText ? JSON.stringify(value) : value}`;
}

const RULE_TYPES = /\/(?:alertRules|alertRuleTemplates|savedSearches|huntingQueries)$/i;

/** An Azure resource template: its rules, also those within the templates of content packages. */
export function readTemplate(map: YamlMap): RuleDocument | undefined {
  const found = map.maps('resources').flatMap((resource): readonly RuleDocument[] => {
    const properties = resource.map('properties');
    if (properties === undefined) return [];
    const inner = properties.map('mainTemplate') ?? properties.map('template');
    const nested = inner === undefined ? undefined : readTemplate(inner);
    const type = resource.text('type') ?? '';
    const own = RULE_TYPES.test(type) ? templateRule(resource, properties, type) : undefined;
    return [nested, own].flatMap((each) => each ?? []);
  });
  return found.length === 0 ? undefined : joinDocuments(found);
}

function templateRule(resource: YamlMap, properties: YamlMap, type: string): RuleDocument {
  const query = properties.placed('query');
  const name = properties.text('displayName') ?? resource.text('name') ?? type;
  if (query === undefined) {
    const kind = resource.text('kind') ?? type;
    return { ...emptyDocument, reasons: [`"${name}", of kind ${kind}, has no query`] };
  }
  const alias = properties.text('functionAlias') ?? '';
  if (alias !== '') {
    const parameters = properties.text('functionParameters') ?? '';
    return { ...emptyDocument, functions: [{ name: alias, aliases: [], parameters, body: query.text }] };
  }
  if (/^\[(?!\[)[\s\S]*\]$/.test(query.text))
    return { ...emptyDocument, reasons: [`the query of "${name}" is a template expression`] };
  return ruleDocument(properties, query);
}

function ruleDocument(map: YamlMap, query: PlacedText): RuleDocument {
  return { ...emptyDocument, rules: [kqlRule(map, query)] };
}

/** Some published rules have their whole query in quotes, as descriptions are written there. */
function withoutQuotes(placed: PlacedText): PlacedText {
  const { text, starts, ends } = placed;
  const first = text.search(/\S/);
  const last = text.trimEnd().length - 1;
  const quoted = last > first && text[first] === text[last] && /["']/.test(text[first] ?? '');
  if (!quoted) return placed;
  const [from, to] = [first + 1, last];
  return { text: text.slice(from, to), starts: starts.slice(from, to), ends: ends.slice(from, to) };
}

function kqlRule(map: YamlMap, written: PlacedText): WrittenRule {
  const text = withoutQuotes(written);
  const name = map.text('displayName') ?? map.text('name');
  const period = map.text('queryPeriod');
  return {
    language: 'kql',
    text,
    ...(name === undefined ? {} : { name }),
    remarks: [...(period === undefined ? [] : [spanRemark('queryPeriod', period)]), ...triggerRemark(map)],
  };
}

/** Most rules raise an alert for any row; what others wait for is said, for all rows are shown. */
function triggerRemark(map: YamlMap): readonly Diagnostic[] {
  const threshold = map.text('triggerThreshold');
  const operator = map.text('triggerOperator');
  if (threshold === undefined || operator === undefined) return [];
  const any = /^(?:gt|GreaterThan)$/.test(operator) && threshold === '0';
  if (any) return [];
  return [
    {
      code: 'RUN0307',
      severity: 'info',
      message: `the rule raises an alert when the number of its rows is ${operator} ${threshold}: its rows are given whatever their number`,
    },
  ];
}
