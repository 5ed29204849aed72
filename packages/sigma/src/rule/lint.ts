import type { Diagnostic } from '@interloper/plan';
import { selectionsFor, walkCondition } from '../condition/tree.js';
import { problems } from '../diagnostics.js';
import type { Detection, SigmaRule, Spanned } from './types.js';

/** What authors want to know of rules beyond their being well formed. */
export function lintRules(rules: readonly SigmaRule[], report: (problem: Diagnostic) => void): void {
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const rule of rules) {
    if (rule.kind !== 'correlation') lintDetection(rule.detection, report);
    checkUnique(rule.id, ids, problems.duplicateId, report);
    checkUnique(rule.name, names, problems.duplicateName, report);
  }
}

/** Asks rules that stand for themselves for their ATT&CK tag; only of use once nothing worse is wrong. */
export function lintTags(rules: readonly SigmaRule[], report: (problem: Diagnostic) => void): void {
  for (const rule of rules) {
    const tagged = rule.tags.some((tag) => tag.text.toLowerCase().startsWith('attack.'));
    if (rule.kind !== 'filter' && !isReferenced(rule, rules) && !tagged)
      report(problems.noAttackTag(rule.span));
  }
}

/** True when a rule is named by a correlation of the same text. */
export function isReferenced(rule: SigmaRule, rules: readonly SigmaRule[]): boolean {
  return rules.some(
    (other) =>
      other.kind === 'correlation' &&
      other !== rule &&
      other.rules.some((name) => answersTo(rule, name.text)),
  );
}

/** True when a rule goes by that name or id. */
export function answersTo(rule: SigmaRule, reference: string): boolean {
  return rule.name?.text === reference || rule.id?.text.toLowerCase() === reference.toLowerCase();
}

function checkUnique(
  value: Spanned | undefined,
  seen: Set<string>,
  problem: (text: string, span: Spanned['span']) => Diagnostic,
  report: (problem: Diagnostic) => void,
): void {
  if (value === undefined) return;
  if (seen.has(value.text)) report(problem(value.text, value.span));
  seen.add(value.text);
}

function lintDetection(detection: Detection, report: (problem: Diagnostic) => void): void {
  const names = detection.selections.map((selection) => selection.name.text);
  const used = new Set<string>();
  for (const condition of detection.conditions) {
    walkCondition(condition, (part) => {
      if (part.kind === 'selection') {
        used.add(part.name);
        if (!names.includes(part.name)) report(problems.unknownSelection(part.name, names, part.span));
      }
      if (part.kind === 'of') {
        const found = selectionsFor(part.pattern, names);
        if (found.length === 0) report(problems.patternNamesNothing(part.pattern, names, part.span));
        for (const name of found) used.add(name);
      }
    });
  }
  if (detection.conditions.length === 0) return;
  for (const { name } of detection.selections) {
    // A leading underscore marks a selection as set aside on purpose.
    if (!used.has(name.text) && !name.text.startsWith('_'))
      report(problems.unusedSelection(name.text, name.span));
  }
}
