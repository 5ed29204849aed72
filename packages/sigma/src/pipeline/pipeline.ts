import { parseAllDocuments, parseDocument, stringify } from 'yaml';
import { forRule } from './conditions.js';
import type { PipelineState } from './conditions.js';
import { PipelineFailure, checkKeys, isList, isMap, textIn } from './shape.js';
import type { Data, DataMap } from './shape.js';
import { parameters, refusals, transformations } from './transformations.js';

/** A rule after its pipelines, as Sigma again; or why there is none. */
export type Processed = { readonly text: string } | { readonly refused: string };

const TOP = ['name', 'priority', 'transformations', 'vars', 'allowed_backends'];
const CONDITIONS = [
  'id',
  'type',
  'rule_conditions',
  'rule_cond_op',
  'rule_cond_not',
  'rule_cond_expr',
  'detection_item_conditions',
  'detection_item_cond_op',
  'detection_item_cond_not',
  'detection_item_cond_expr',
  'field_name_conditions',
  'field_name_cond_op',
  'field_name_cond_not',
  'field_name_cond_expr',
];

/**
 * Applies processing pipelines in pySigma's YAML form to a Sigma text, those of lower priority first. What a pipeline
 * asks for and is not supported is refused by name, whether or not it is for the rule.
 * https://sigmahq-pysigma.readthedocs.io/en/latest/Processing_Pipelines.html
 */
export function applyPipelines(text: string, pipelines: readonly string[]): Processed {
  try {
    const read = pipelines.map(readPipeline);
    const ordered = read.toSorted((one, other) => one.priority - other.priority);
    const documents = parseAllDocuments(text, { intAsBigInt: false });
    const rules = documents.map((document) => document.toJS() as Data).filter((rule) => isMap(rule));
    const processed = rules.map((rule) => applyTo(rule, ordered, rules));
    return { text: processed.map((rule) => stringify(rule, { lineWidth: 0 })).join('---\n') };
  } catch (error) {
    if (error instanceof PipelineFailure) return { refused: error.message };
    throw error;
  }
}

function applyTo(rule: DataMap, pipelines: readonly Pipeline[], rules: readonly DataMap[]): DataMap {
  const vars = Object.assign({}, ...pipelines.map((pipeline) => pipeline.vars)) as DataMap;
  const state: PipelineState = {
    applied: new Set(),
    fields: new Map(),
    values: new Map(),
    vars,
    rules,
  };
  return applyItems(
    rule,
    pipelines.flatMap(({ items }) => items),
    state,
  );
}

function applyItems(rule: DataMap, items: readonly DataMap[], state: PipelineState): DataMap {
  let result = rule;
  for (const item of items) {
    if (!forRule(item, result, state)) continue;
    const type = textIn(item, 'type') ?? '';
    if (type === 'nest') result = applyItems(result, nestedIn(item), state);
    else {
      const transform = transformations[type];
      if (transform === undefined) throw new Error('the transformation was not checked');
      result = transform(item, result, state);
    }
    const id = textIn(item, 'id');
    if (id !== undefined) state.applied.add(id);
  }
  return result;
}

interface Pipeline {
  readonly priority: number;
  readonly items: readonly DataMap[];
  readonly vars: DataMap;
}

function readPipeline(text: string): Pipeline {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem !== undefined)
    throw new PipelineFailure(`the pipeline is no YAML: ${problem.message.split('\n')[0] ?? ''}`);
  const data = document.toJS() as Data;
  if (!isMap(data)) throw new PipelineFailure('a pipeline is a map with `transformations`');
  checkKeys(data, TOP, 'the pipeline');
  const written = data['transformations'] ?? [];
  if (!isList(written)) throw new PipelineFailure('`transformations` is a list');
  const { vars = {} } = data;
  if (!isMap(vars)) throw new PipelineFailure('`vars` is a map of names to values');
  return { priority: Number(data['priority'] ?? 0), items: written.map(checked), vars };
}

function checked(item: Data): DataMap {
  const type = isMap(item) ? textIn(item, 'type') : undefined;
  if (!isMap(item) || type === undefined)
    throw new PipelineFailure('a transformation is a map with a `type`');
  const own = Object.hasOwn(parameters, type) ? parameters[type] : undefined;
  if (own === undefined) {
    const why = Object.hasOwn(refusals, type) ? `: ${refusals[type] ?? ''}` : '';
    throw new PipelineFailure(`the transformation ${type} is not supported${why}`);
  }
  checkKeys(item, [...CONDITIONS, ...own], `the transformation ${type}`);
  if (type === 'nest') nestedIn(item);
  return item;
}

function nestedIn(item: DataMap): readonly DataMap[] {
  const { items } = item;
  if (items === undefined || !isList(items)) throw new PipelineFailure('nest needs `items`, a list');
  return items.map(checked);
}
