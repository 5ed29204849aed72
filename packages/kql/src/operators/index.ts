import { count } from './count.js';
import { distinct } from './distinct.js';
import { evaluate } from './evaluate.js';
import { extend } from './extend.js';
import { externaldata } from './externaldata.js';
import { facet } from './facet.js';
import { find } from './find.js';
import { fork } from './fork.js';
import { getschema } from './getschema.js';
import { graphMarkComponents } from './graph-mark-components.js';
import { graphToTable } from './graph-to-table.js';
import { join, lookup } from './join.js';
import { makeGraph } from './make-graph.js';
import { makeSeries } from './make-series.js';
import { mvApply } from './mv-apply.js';
import { mvExpand } from './mv-expand.js';
import type { Operator, Source } from './operator.js';
import { parseKv } from './parse-kv.js';
import { parse, parseWhere } from './parse.js';
import { partition } from './partition.js';
import { as, consume, invoke, render, serialize } from './passing.js';
import { projectAway, projectKeep } from './project-away.js';
import { projectRename } from './project-rename.js';
import { projectReorder } from './project-reorder.js';
import { project } from './project.js';
import { sampleDistinct } from './sample-distinct.js';
import { sample } from './sample.js';
import { scan } from './scan.js';
import { search, searchSource } from './search.js';
import { sort } from './sort.js';
import { datatable, materialize, print, range } from './sources.js';
import { summarize } from './summarize.js';
import { topHitters } from './top-hitters.js';
import { topNested } from './top-nested.js';
import { take, top } from './take.js';
import { union, unionSource } from './union.js';
import { where } from './where.js';

/** Every operator that takes rows from a pipe. */
export const operators: readonly Operator[] = [
  where,
  extend,
  project,
  projectAway,
  projectKeep,
  projectRename,
  projectReorder,
  summarize,
  sort,
  top,
  topNested,
  topHitters,
  take,
  distinct,
  count,
  join,
  lookup,
  union,
  mvExpand,
  mvApply,
  parse,
  parseWhere,
  parseKv,
  partition,
  makeSeries,
  evaluate,
  sample,
  sampleDistinct,
  search,
  fork,
  makeGraph,
  graphMarkComponents,
  graphToTable,
  facet,
  scan,
  as,
  serialize,
  invoke,
  render,
  consume,
  getschema,
];

/** Every operator that makes rows of its own. */
export const sources: readonly Source[] = [
  searchSource,
  find,
  unionSource,
  print,
  datatable,
  range,
  materialize,
  externaldata,
];
