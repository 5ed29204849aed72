import type { Command, CommandKind } from '../syntax/tree.js';
import type { Scanner } from '../syntax/scanner.js';
import { accum } from './accum.js';
import { addcoltotals } from './addcoltotals.js';
import { addinfo } from './addinfo.js';
import { addtotals } from './addtotals.js';
import { append } from './append.js';
import { appendcols } from './appendcols.js';
import { appendpipe } from './appendpipe.js';
import { apply } from './apply.js';
import { autoregress } from './autoregress.js';
import { bin } from './bin.js';
import { chart } from './chart.js';
import { convert } from './convert.js';
import { datamodel } from './datamodel.js';
import { dedup } from './dedup.js';
import type { CommandDefinition } from './definition.js';
import { delta } from './delta.js';
import { evaluate } from './eval.js';
import { eventstats } from './eventstats.js';
import { extract } from './extract.js';
import { fields } from './fields.js';
import { filldown } from './filldown.js';
import { fillnull } from './fillnull.js';
import { foreach } from './foreach.js';
import { format } from './format.js';
import { from } from './from.js';
import { fromjson } from './fromjson.js';
import { gentimes } from './gentimes.js';
import { head } from './head.js';
import { inputlookup } from './inputlookup.js';
import { iplocation } from './iplocation.js';
import { join } from './join.js';
import { lookup } from './lookup.js';
import { macro } from './macro.js';
import { makemv } from './makemv.js';
import { makeresults } from './makeresults.js';
import { mstats } from './mstats.js';
import { multisearch } from './multisearch.js';
import { mvcombine } from './mvcombine.js';
import { mvexpand } from './mvexpand.js';
import { nomv } from './nomv.js';
import { outputlookup } from './outputlookup.js';
import { rangemap } from './rangemap.js';
import { regex } from './regex.js';
import { rename } from './rename.js';
import { replace } from './replace.js';
import { returning } from './return.js';
import { reverse } from './reverse.js';
import { rex } from './rex.js';
import { search } from './search.js';
import { set } from './set.js';
import { sort } from './sort.js';
import { spath } from './spath.js';
import { stats } from './stats.js';
import { strcat } from './strcat.js';
import { streamstats } from './streamstats.js';
import { table } from './table.js';
import { tail } from './tail.js';
import { timechart } from './timechart.js';
import { tojson } from './tojson.js';
import { top } from './top.js';
import { transaction } from './transaction.js';
import { trendline } from './trendline.js';
import { tstats } from './tstats.js';
import { transpose } from './transpose.js';
import { uniq } from './uniq.js';
import { untable } from './untable.js';
import { where } from './where.js';
import { xyseries } from './xyseries.js';

/** Every command, by the kind of its node; a file each. */
export const definitions: { readonly [Kind in CommandKind]: CommandDefinition<Kind> } = {
  accum,
  addcoltotals,
  addinfo,
  addtotals,
  append,
  appendcols,
  appendpipe,
  apply,
  autoregress,
  bin,
  chart,
  convert,
  datamodel,
  dedup,
  delta,
  eval: evaluate,
  eventstats,
  extract,
  fields,
  filldown,
  fillnull,
  foreach,
  format,
  from,
  fromjson,
  gentimes,
  head,
  inputlookup,
  iplocation,
  join,
  lookup,
  macro,
  makemv,
  makeresults,
  mstats,
  multisearch,
  mvcombine,
  mvexpand,
  nomv,
  outputlookup,
  rangemap,
  regex,
  rename,
  replace,
  return: returning,
  reverse,
  rex,
  search,
  set,
  sort,
  spath,
  stats,
  strcat,
  streamstats,
  table,
  tail,
  timechart,
  tojson,
  top,
  transaction,
  transpose,
  trendline,
  tstats,
  uniq,
  untable,
  where,
  xyseries,
};

/** Other names of commands. */
export const aliases: Readonly<Record<string, CommandKind>> = {
  bucket: 'bin',
  kv: 'extract',
  rare: 'top',
  discretize: 'bin',
  union: 'multisearch',
};

/** Commands that are known and refused by name, with the reason. */
export const refusedCommands: Readonly<Record<string, string>> = {
  abstract: 'it changes how results are shown, not what they are',
  analyzefields: 'it is statistics beyond this engine',
  anomalies: 'it is statistics beyond this engine',
  anomalousvalue: 'it is statistics beyond this engine',
  anomalydetection: 'it is statistics beyond this engine',
  arules: 'it is statistics beyond this engine',
  associate: 'it is statistics beyond this engine',
  audit: 'there is no Splunk server to ask',
  bucketdir: 'it groups files of folders, and there are none',
  cluster: 'it is statistics beyond this engine',
  cofilter: 'it is statistics beyond this engine',
  collect: 'rules do not write to an index',
  concurrency: 'use streamstats over the times at which something begins and ends',
  contingency: 'use chart count over one field by the other',
  correlate: 'it is statistics beyond this engine',
  counttable: 'use chart count over one field by the other',
  ctable: 'use chart count over one field by the other',
  dbinspect: 'there are no indexes to look into',
  delete: 'rules do not delete',
  diff: 'use set diff',
  dump: 'rules do not write files or to an index',
  entitymerge: 'there is no Splunk server to ask',
  erex: 'write the expression with rex',
  eventcount: 'there are no indexes to look into',
  fieldformat: 'it changes how a value is shown, not what it is: use eval',
  fieldsummary: 'use stats with the functions you need',
  findkeywords: 'it is statistics beyond this engine',
  findtypes: 'there are no event types',
  fit: 'it needs the Machine Learning Toolkit',
  folderize: 'it changes how results are shown, not what they are',
  gauge: 'it draws a picture',
  geom: 'it draws a map',
  geomfilter: 'it draws a map',
  geostats: 'it draws a map',
  highlight: 'it changes how results are shown, not what they are',
  history: 'there is no Splunk server to ask',
  iconify: 'it changes how results are shown, not what they are',
  inputcsv: 'give the file with --watchlist and use inputlookup',
  kmeans: 'it is statistics beyond this engine',
  kvform: 'fields are extracted when logs are read',
  loadjob: 'there are no jobs of earlier searches',
  localize: 'name the times with earliest and latest',
  localop: 'everything runs here',
  makecontinuous: 'use timechart, which fills the spans without events',
  map: 'it runs a search for each result; use join',
  mcatalog: 'there is no index of metrics',
  mcollect: 'rules do not write files or to an index',
  metadata: 'there are no indexes to look into',
  metasearch: 'there are no indexes to look into',
  meventcollect: 'rules do not write files or to an index',
  mpreview: 'there is no index of metrics',
  msearch: 'there is no index of metrics',
  multikv: 'fields are extracted when logs are read',
  outlier: 'it is statistics beyond this engine',
  outputcsv: 'rules do not write files or to an index',
  outputtext: 'rules do not write files or to an index',
  overlap: 'there is no summary index',
  pivot: 'use tstats or stats',
  predict: 'it is statistics beyond this engine',
  redistribute: 'everything runs here',
  relevancy: 'events have no score here',
  reltime: 'it changes how results are shown, not what they are',
  require: 'it stops a search that finds nothing; every rule may find nothing here',
  rest: 'there is no Splunk server to ask',
  rtorder: 'there is no real-time search',
  run: 'rules do not run programs',
  savedsearch: 'there are no saved searches',
  script: 'rules do not run programs',
  score: 'it needs the Machine Learning Toolkit',
  scrub: 'it changes how results are shown, not what they are',
  searchtxn: 'there are no transaction types: use transaction',
  selfjoin: 'use join',
  sendalert: 'rules do not send anything',
  sendemail: 'rules do not send mail',
  setfields: 'use eval',
  sichart: 'there is no summary index',
  sirare: 'there is no summary index',
  sistats: 'there is no summary index',
  sitimechart: 'there is no summary index',
  sitop: 'there is no summary index',
  summary: 'it needs a trained model of the Machine Learning Toolkit',
  tags: 'there are no tags',
  timewrap: 'use timechart by a field that eval makes of _time',
  tscollect: 'rules do not write files or to an index',
  typeahead: 'there are no indexes to look into',
  typelearner: 'there are no event types',
  typer: 'there are no event types',
  walklex: 'there are no indexes to look into',
  x11: 'it is statistics beyond this engine',
  xmlkv: 'logs are JSON or CSV here',
  xmlunescape: 'use eval replace()',
  xpath: 'logs are JSON or CSV here',
};

/** How a command is read, or why it is refused. */
export interface NamedCommand {
  readonly parse: (scanner: Scanner, start: number, name: string) => Command;
  readonly unsupported?: string;
}

export const commandNames: readonly string[] = [
  ...Object.keys(definitions).filter((name) => name !== 'macro'),
  ...Object.keys(aliases),
  ...Object.keys(refusedCommands),
];

export function definitionOf(name: string): NamedCommand | undefined {
  const why = Object.hasOwn(refusedCommands, name) ? refusedCommands[name] : undefined;
  if (why !== undefined) {
    return {
      unsupported: why,
      parse: () => {
        throw new Error(`${name} is refused before it is read`);
      },
    };
  }
  const kind = Object.hasOwn(aliases, name) ? aliases[name] : isKind(name) ? name : undefined;
  return kind === undefined ? undefined : definitions[kind];
}

function isKind(name: string): name is CommandKind {
  return name !== 'macro' && Object.hasOwn(definitions, name);
}
