import { and, columnsOf, conjunctsOf, pruneColumns, someExpression } from '@interloper/plan';
import type { Column, Expression, Relation, Scan } from '@interloper/plan';
import { usePaths } from '../passes/use-paths.js';
import { mapScans } from './scan-conditions.js';

/** A plan to answer; `repeated` when it is asked at several instants, so that nothing may rest on `now`. */
export interface Question {
  readonly relation: Relation;
  readonly repeated: boolean;
}

/** What a question reads of a dataset. */
export interface Reading {
  readonly dataset: string;
  /** The columns that it needs of the rows that meet the conditions. */
  readonly columns: readonly Column[];
  /** Without them no row matters; over stored columns. */
  readonly conditions: readonly Expression[];
}

/** A question taken apart. */
export interface Analysed {
  readonly question: Question;
  /** In the order of `mapScans` over `slim`. */
  readonly readings: readonly Reading[];
  /** The question with stored columns for paths and no column that nobody reads. */
  readonly slim: Relation;
  /**
   * Set when the answer is the rows that meet the conditions, each taken through steps of its own.
   */
  readonly steps?: Steps;
}

/** What a row goes through, equal for equal keys, and texts that stand in the answer whatever the row. */
export interface Steps {
  readonly key: string;
  readonly relation: Relation;
  /** By the place in the answer. */
  readonly constants: ReadonlyMap<number, string>;
}

/** Takes a question apart; `known` remembers the steps of those before. */
export function analyse(question: Question, known: Map<string, Relation>): Analysed {
  const { relation, repeated } = question;
  const upper = repeated ? undefined : withoutFilters(relation);
  if (upper !== undefined) {
    const { conditions, whole, scan } = onlyScan(relation);
    if (whole) {
      const { relation: steps, constants } = withoutConstants(upper);
      const key = JSON.stringify(steps);
      const slim = known.get(key) ?? slimmed(steps);
      known.set(key, slim);
      const { columns } = onlyScan(slim).scan;
      const stored = storedConditions(scan, conditions);
      const reading = { dataset: scan.dataset, columns: plain(columns), conditions: stored };
      return { question, readings: [reading], slim, steps: { key, relation: slim, constants } };
    }
  }
  const slim = slimmed(relation);
  const readings: Reading[] = [];
  mapScans(slim, ({ scan, conditions }) => {
    const lasting = repeated ? conditions.filter((condition) => !mentionsNow(condition)) : conditions;
    readings.push({ dataset: scan.dataset, columns: plain(scan.columns), conditions: lasting });
    return scan;
  });
  return { question, readings, slim };
}

function slimmed(relation: Relation): Relation {
  return pruneColumns(usePaths(relation));
}

/** The steps of a plan that takes each row of one scan by itself; undefined for any other. */
function withoutFilters(relation: Relation): Relation | undefined {
  switch (relation.kind) {
    case 'scan':
      return relation;
    case 'filter':
      return withoutFilters(relation.input);
    case 'project':
    case 'extend': {
      const input = withoutFilters(relation.input);
      return input === undefined ? undefined : { ...relation, input };
    }
    default:
      return undefined;
  }
}

/** Steps without the texts that their last one writes into each row: rules that differ in their name alone are alike. */
function withoutConstants(steps: Relation): Pick<Steps, 'relation' | 'constants'> {
  const constants = new Map<number, string>();
  if (steps.kind !== 'project') return { relation: steps, constants };
  const columns = steps.columns.filter(({ expression }, place) => {
    const isText = expression.kind === 'literal' && expression.type === 'string';
    if (!isText || typeof expression.value !== 'string') return true;
    constants.set(place, expression.value);
    return false;
  });
  // A row of nothing is no row.
  if (columns.length === 0) return { relation: steps, constants: new Map() };
  return { relation: { ...steps, columns }, constants };
}

function onlyScan(relation: Relation): {
  readonly scan: Scan;
  readonly conditions: readonly Expression[];
  readonly whole: boolean;
} {
  const found: { scan: Scan; conditions: readonly Expression[]; whole: boolean }[] = [];
  mapScans(relation, (scan) => {
    found.push(scan);
    return scan.scan;
  });
  const [only] = found;
  if (only === undefined) throw new Error('the plan has no scan');
  // A subquery in a step is another scan: then the answer rests on more than the row.
  return found.length === 1 ? only : { ...only, whole: false };
}

/** Conditions over a scan with stored columns in the place of paths. */
function storedConditions(scan: Scan, conditions: readonly Expression[]): readonly Expression[] {
  if (conditions.length === 0) return [];
  const rewritten = usePaths({ kind: 'filter', input: scan, predicate: and(...conditions) });
  const filter = rewritten.kind === 'project' ? rewritten.input : rewritten;
  if (filter.kind !== 'filter') throw new Error('a filter stays a filter');
  return conjunctsOf(filter.predicate);
}

function plain(columns: readonly Column[]): readonly Column[] {
  return columns.map(({ name, type }) => ({ name, type }));
}

function mentionsNow(expression: Expression): boolean {
  return someExpression(expression, (part) => part.kind === 'now');
}

/** The columns of a question's answer. */
export function answerColumns({ question }: Analysed): readonly Column[] {
  return plain(columnsOf(question.relation));
}
