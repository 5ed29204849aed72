import type { Diagnostic } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import { childOf, entryOf } from '../yaml/tree.js';
import type { YamlMap } from '../yaml/tree.js';
import { readYaml } from '../yaml/read.js';
import { expandCollection } from './collection.js';
import { readCorrelation } from './correlation.js';
import { readDetection, readTexts } from './detection.js';
import { readHead, readLogsource, startOf } from './head.js';
import { lintRules } from './lint.js';
import type { DetectionRule, FilterRule, RuleHead, SigmaRule } from './types.js';
import { validateDocument } from './validate.js';

type Report = (problem: Diagnostic) => void;

/** The rules of a text, and what is wrong with them. */
export interface ReadRules {
  readonly rules: readonly SigmaRule[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a text of one or more Sigma documents: detection rules, correlations and filters. */
export function readRules(text: string): ReadRules {
  const yaml = readYaml(text);
  const diagnostics: Diagnostic[] = [...yaml.diagnostics];
  const report: Report = (problem) => void diagnostics.push(problem);
  const documents = expandCollection(yaml.documents, report);
  if (documents.length === 0 && diagnostics.length === 0) report(problems.noRule());
  const rules = documents.map((document) => readRule(document, report)).filter((rule) => rule !== undefined);
  lintRules(rules, report);
  return { rules, diagnostics };
}

function readRule(node: YamlMap, report: Report): SigmaRule | undefined {
  const head = readHead(node, report);
  if (entryOf(node, 'correlation') !== undefined) {
    validateDocument(node, 'correlation', report);
    return readCorrelation(node, head, report);
  }
  if (entryOf(node, 'filter') !== undefined) {
    validateDocument(node, 'filter', report);
    return readFilter(node, head, report);
  }
  if (entryOf(node, 'detection') === undefined && entryOf(node, 'logsource') === undefined) {
    report(problems.notARule(startOf(node)));
    return undefined;
  }
  validateDocument(node, 'detection', report);
  return readDetectionRule(node, head, report);
}

const NONE: ReadonlySet<string> = new Set();
const FILTER_KEYS: ReadonlySet<string> = new Set(['rules']);

function readDetectionRule(node: YamlMap, head: RuleHead, report: Report): DetectionRule | undefined {
  const logsource = readLogsource(node, report);
  const entry = entryOf(node, 'detection');
  if (entry === undefined) {
    report(problems.missing('detection', head.span));
    return undefined;
  }
  if (entry.value.kind !== 'map') {
    report(problems.wrongShape('detection', 'a map', entry.keySpan));
    return undefined;
  }
  const detection = readDetection(entry.value, NONE, report);
  return logsource === undefined ? undefined : { ...head, kind: 'detection', logsource, detection };
}

function readFilter(node: YamlMap, head: RuleHead, report: Report): FilterRule | undefined {
  const logsource = readLogsource(node, report);
  const entry = entryOf(node, 'filter');
  if (entry === undefined || entry.value.kind !== 'map') {
    report(problems.wrongShape('filter', 'a map', entry?.keySpan ?? head.span));
    return undefined;
  }
  const listed = childOf(entry.value, 'rules');
  if (listed === undefined) report(problems.missing('rules', entry.keySpan));
  const names = readTexts('rules', listed, report);
  const all = names.length === 0 || (names.length === 1 && /^(?:any|all)$/i.test(names[0]?.text ?? ''));
  const detection = readDetection(entry.value, FILTER_KEYS, report);
  if (logsource === undefined) return undefined;
  return { ...head, kind: 'filter', logsource, detection, rules: all ? 'any' : names };
}
