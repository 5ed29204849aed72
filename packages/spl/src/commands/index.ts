import type { Command, CommandKind } from '../syntax/tree.js';
import type { Scanner } from '../syntax/scanner.js';
import { accum } from './accum.js';
import { addcoltotals } from './addcoltotals.js';
import { addinfo } from './addinfo.js';
import { addtotals } from './addtotals.js';
import { append } from './append.js';
import { appendcols } from './appendcols.js';
import { appendpipe } from './appendpipe.js';
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
import { multisearch } from './multisearch.js';
import { mvcombine } from './mvcombine.js';
import { mvexpand } from './mvexpand.js';
import { nomv } from './nomv.js';
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
  autoregress,
  bin,
  chart,
  convert,
  datamodel,
  dedup,
  delta,
  eval: evaluate,
  eventstats,
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
  multisearch,
  mvcombine,
  mvexpand,
  nomv,
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
const ALIASES: Readonly<Record<string, CommandKind>> = {
  bucket: 'bin',
  rare: 'top',
  discretize: 'bin',
  union: 'multisearch',
};

/** Commands that are known and refused by name, with the reason. */
export const refusedCommands: Readonly<Record<string, string>> = {
  abstract: 'it shortens the raw text for display',
  analyzefields: 'it is statistics beyond this engine',
  anomalies: 'it is statistics beyond this engine',
  anomalydetection: 'it is statistics beyond this engine',
  apply: 'it needs a trained model of the Machine Learning Toolkit',
  cluster: 'it is statistics beyond this engine',
  collect: 'rules do not write to an index',
  eventcount: 'there are no indexes to count',
  extract: 'fields are extracted when logs are read',
  fieldformat: 'use eval',
  gauge: 'it draws a picture',
  geostats: 'it draws a map',
  kv: 'fields are extracted when logs are read',
  map: 'it runs a search for each result; use join',
  mstats: 'there is no index of metrics',
  multikv: 'fields are extracted when logs are read',
  outlier: 'it is statistics beyond this engine',
  outputlookup:
    'rules do not write lookups; write the rows to a file (query --format csv) and give it with --watchlist',
  predict: 'it is statistics beyond this engine',
  rest: 'there is no Splunk server to ask',
  savedsearch: 'there are no saved searches',
  selfjoin: 'use join',
  sendemail: 'rules do not send mail',
  xmlkv: 'logs are JSON or CSV here',
};

/** How a command is read, or why it is refused. */
export interface NamedCommand {
  readonly parse: (scanner: Scanner, start: number, name: string) => Command;
  readonly unsupported?: string;
}

export const commandNames: readonly string[] = [
  ...Object.keys(definitions).filter((name) => name !== 'macro'),
  ...Object.keys(ALIASES),
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
  const kind = Object.hasOwn(ALIASES, name) ? ALIASES[name] : isKind(name) ? name : undefined;
  return kind === undefined ? undefined : definitions[kind];
}

function isKind(name: string): name is CommandKind {
  return name !== 'macro' && Object.hasOwn(definitions, name);
}
