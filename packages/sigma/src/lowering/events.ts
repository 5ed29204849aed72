import { viewRows } from '@interloper/plan';
import type { Catalog, Diagnostic, LogsourceView, Relation, Span, View } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import { answersTo } from '../rule/lint.js';
import type { DetectionRule, SigmaRule } from '../rule/types.js';
import { closestTo } from '../spelling.js';
import { tellContradictions } from './contradictions.js';
import { lowerDetection, prepareDetection } from './detection.js';
import type { PreparedDetection } from './detection.js';
import { allOf, isLiteral } from './logic.js';
import { covers, findLogs, knownLogs, logsourceName } from './logsource.js';

/** What compiling the rules of one text needs. */
export interface CompileContext {
  readonly catalog: Catalog;
  readonly rules: readonly SigmaRule[];
  readonly report: (problem: Diagnostic) => void;
  /** Called for a logsource that the catalogue does not have. */
  readonly missing: (log: string) => void;
}

/** The events of one log that a rule matches: rows of the dataset, not yet under the log's names. */
export interface LogEvents {
  readonly view: LogsourceView;
  readonly relation: Relation;
}

/** The events a detection rule matches, log by log, filters applied; undefined when it cannot be compiled. */
export function eventsOf(rule: DetectionRule, context: CompileContext): readonly LogEvents[] | undefined {
  const { catalog, report } = context;
  const views = findLogs(catalog, rule.logsource);
  const prepared = [rule, ...filtersFor(rule, context)].map((each) =>
    prepareDetection(each.detection, report),
  );
  if (views.length === 0) {
    const name = logsourceName(rule.logsource);
    report(problems.unknownLogsource(`\`${name}\``, knownLogs(catalog), rule.logsource.span));
    context.missing(name);
    return undefined;
  }
  const detections = prepared.filter((each) => each !== undefined);
  if (detections.length < prepared.length) return undefined;
  for (const each of detections) tellContradictions(each, views, report);
  const unknown = unknownFields(views, report);
  let failed = false;
  const watched = (problem: Diagnostic): void => {
    failed ||= problem.severity === 'error';
    report(problem);
  };
  const events = views.map((view) => lowerView(view, detections, unknown, { ...context, report: watched }));
  unknown.tell();
  if (!failed && events.every(({ never }) => never)) report(problems.neverMatches(rule.span));
  return events.map(({ relation, view }) => ({ relation, view }));
}

function lowerView(
  view: LogsourceView,
  detections: readonly PreparedDetection[],
  unknown: UnknownFields,
  { catalog: { lookups = [] }, missing, report }: CompileContext,
): LogEvents & { readonly never: boolean } {
  const unknownField = (name: string, span: Span): void => unknown.add(view, name, span);
  const predicates = detections.map((each) =>
    lowerDetection(each, { view, lookups, missing, report, unknownField }),
  );
  const predicate = allOf([...(view.filter === undefined ? [] : [view.filter]), ...predicates]);
  const rows = viewRows({ scan: view.scan, each: view.each });
  return {
    view,
    relation: isLiteral(predicate, true) ? rows : { kind: 'filter', input: rows, predicate },
    never: isLiteral(predicate, false),
  };
}

/** The filters of the text that apply to a rule (filter specification): by reference, and where the logsource fits. */
function filtersFor(
  rule: DetectionRule,
  context: CompileContext,
): readonly Extract<SigmaRule, { kind: 'filter' }>[] {
  return context.rules
    .filter((other) => other.kind === 'filter')
    .filter(
      (filter) =>
        covers(filter.logsource, rule.logsource) &&
        (filter.rules === 'any' || filter.rules.some((reference) => answersTo(rule, reference.text))),
    );
}

/** Logs in a sentence. */
export function logTitle(views: readonly LogsourceView[]): string {
  return views.map((view) => view.name).join(', ');
}

interface UnknownFields {
  readonly add: (view: View, name: string, span: Span) => void;
  readonly tell: () => void;
}

/** Collects fields that logs lack: one that only some of several logs lack is no mistake, one that all lack is. */
function unknownFields(views: readonly LogsourceView[], report: CompileContext['report']): UnknownFields {
  const seen = new Map<string, { readonly name: string; readonly span: Span; readonly logs: Set<View> }>();
  return {
    add: (view, name, span) => {
      const key = `${name} ${span.start}`;
      const entry = seen.get(key) ?? { name, span, logs: new Set() };
      entry.logs.add(view);
      seen.set(key, entry);
    },
    tell: () => {
      const known = views.flatMap((view) => view.columns.map((item) => item.name));
      for (const { name, span, logs } of seen.values()) {
        if (logs.size < views.length) continue;
        report(problems.unknownField(name, logTitle(views), closestTo(name, known), span));
      }
    },
  };
}
