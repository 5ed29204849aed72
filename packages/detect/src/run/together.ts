import { hasErrors, isRowWise, judgeEvaluability } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { shareScans } from '@interloper/sql';
import type { Question } from '@interloper/sql';
import type { DetectionQuery } from '../package.js';
import { declaredLogs } from './logs.js';
import { factsOfLogs } from './log-facts.js';
import type { LogFacts } from './log-facts.js';
import type { RunDetectionsOptions } from './options.js';
import { replayOf } from './replay.js';
import type { SharedAnswer } from './replay.js';

/** What the rules of a run have in common. */
export interface Together {
  readonly facts: LogFacts;
  /** How to answer a rule that was taken together with others; undefined for one that stands alone. */
  readonly sharedOf: (query: DetectionQuery) => SharedAnswer | undefined;
  readonly release: () => Promise<void>;
}

/** Fewer rules than this are not worth looking at together. */
const FEWEST_RULES = 8;

/**
 * Takes the rules together that a run is going to ask. A rule that does not compile, or has questions first, is left to
 * itself, as is one that only stands in where another cannot be run.
 */
export async function takeTogether(options: RunDetectionsOptions): Promise<Together> {
  const { detections, languages, compile, catalog, reader, now, signal } = options;
  const wanted = new Map<string, Set<string>>();
  const questions = new Map<DetectionQuery, Question>();
  for (const detection of detections) {
    for (const query of languages === 'all' ? detection.queries : detection.queries.slice(0, 1)) {
      const { plan, diagnostics, pending } = compile(query.language, query.text);
      if (plan === undefined || pending !== undefined || hasErrors(diagnostics)) continue;
      note(wanted, plan);
      // Rules that are stepped, or join and count at one instant, go their own way: planning them is what they cost.
      const replayed = replayOf(detection, plan, options);
      if (replayed.repeated || (detection.continuous !== true && !isRowWise(plan))) continue;
      // A rule whose logs are empty is not asked.
      const logs = declaredLogs(detection.dataSources, query.language, catalog);
      const isAsked = logs.length === 0 || logs.some(({ scan }) => reader.holds(scan.dataset));
      if (isAsked) questions.set(query, replayed);
    }
  }
  const facts = factsOfLogs(options, wanted);
  if (questions.size < FEWEST_RULES) {
    return { facts, sharedOf: () => undefined, release: async () => Promise.resolve() };
  }
  const scans = await shareScans([...questions.values()], reader, {
    now,
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    facts,
    sharedOf: (query) => {
      const question = questions.get(query);
      return question === undefined ? undefined : { scans, question };
    },
    release: scans.release,
  };
}

function note(wanted: Map<string, Set<string>>, plan: Relation): void {
  for (const name of judgeEvaluability(plan, () => false).rests) {
    const point = name.indexOf('.');
    const [dataset, column] = [name.slice(0, point), name.slice(point + 1)];
    wanted.set(dataset, (wanted.get(dataset) ?? new Set()).add(column));
  }
}
