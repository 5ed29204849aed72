import { call, column, columnsOf, text } from '@interloper/plan';
import type { Catalog, Column, Expression, Lookup, NamedExpression, Relation } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantElements, constantText } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf } from '../kusto/syntax.js';
import { lowerExpression, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';

/** The functions of Microsoft Sentinel that give watchlists: rows of one, and the names of all. */
export const GET_WATCHLIST = '_GetWatchlist';
export const GET_WATCHLIST_ALIAS = '_GetWatchlistAlias';

/** The columns of a watchlist as `_GetWatchlist` gives them. */
export function watchlistColumns(lookup: Lookup): readonly Column[] {
  return namedColumns(lookup).map(({ name, expression }) => ({ name, type: expression.type }));
}

/** A catalogue's watchlists, by name. */
export function watchlistsOf(catalog: Catalog): readonly Lookup[] {
  return (catalog.lookups ?? []).filter(({ watchlist }) => watchlist !== undefined);
}

/**
 * The rows of `_GetWatchlist('name')`; with keys, those whose SearchKey is among them.
 * https://learn.microsoft.com/azure/sentinel/watchlists-queries
 */
export function getWatchlist(node: SyntaxNode, env: Env): Rows {
  const [first, keys] = argumentsOf(node).map((argument) => lowerExpression(argument, env));
  const name = constantText(first);
  if (name === undefined) return refuseRows(env, 'KQL0105', `The name in ${GET_WATCHLIST}`, node);
  const lists = watchlistsOf(env.context.catalog);
  const found = lists.find((lookup) => lookup.name === name);
  if (found === undefined) {
    env.context.missing.add(`${GET_WATCHLIST}('${name}')`);
    const there = lists.length === 0 ? 'none' : lists.map((lookup) => lookup.name).join(', ');
    return refuseRows(env, 'KQL0112', `${name} (there are: ${there})`, node);
  }
  const rows = rowsOf(found);
  if (keys === undefined) return rows;
  const wanted = keysIn(keys);
  if (wanted === undefined) return refuseRows(env, 'KQL0105', `The keys in ${GET_WATCHLIST}`, node);
  // An empty list of keys is the default: all items.
  if (wanted.length === 0) return rows;
  const predicate = call('in', [column('SearchKey', 'string'), ...wanted.map((key) => text(key))]);
  return { ...rows, relation: { kind: 'filter', input: rows.relation, predicate } };
}

/** `_GetWatchlistAlias`: the names of the watchlists. */
export function watchlistAliases(catalog: Catalog): Rows {
  const relation: Relation = {
    kind: 'values',
    columns: aliasColumns,
    rows: watchlistsOf(catalog).map(({ name }) => [name]),
  };
  return { relation, nullable: new Set() };
}

export const aliasColumns: readonly Column[] = [{ name: 'WatchlistAlias', type: 'string' }];

function rowsOf(lookup: Lookup): Rows {
  const relation: Relation = {
    kind: 'project',
    input: lookup.scan,
    columns: namedColumns(lookup),
  };
  const texts = columnsOf(relation).filter(({ type }) => type === 'string');
  return { relation, nullable: new Set(texts.map(({ name }) => name)), name: GET_WATCHLIST };
}

/** The service's columns, and behind them those of the file; a column of the file hides one of the service. */
function namedColumns({ columns, key, watchlist }: Lookup): readonly NamedExpression[] {
  if (watchlist === undefined) return [];
  const own = columns.map(({ name, expression }) => ({ name, expression }));
  const searchKey = own.find(({ name }) => name === key);
  const service: readonly NamedExpression[] = [
    { name: '_DTItemId', expression: watchlist.item },
    { name: 'LastUpdatedTimeUTC', expression: watchlist.updated },
    ...(searchKey === undefined ? [] : [{ ...searchKey, name: 'SearchKey' }]),
  ];
  return [...service.filter(({ name }) => own.every((item) => item.name !== name)), ...own];
}

/** Constant keys: one text, or a list of them. */
function keysIn(keys: Expression): readonly string[] | undefined {
  const single = constantText(keys);
  if (single !== undefined) return [single];
  const texts = constantElements(keys)?.map((element) => constantText(convert(element, 'string')));
  return texts?.every((key) => key !== undefined) === true ? texts : undefined;
}
