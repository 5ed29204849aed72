import type { SupportEntry } from '@interloper/plan';
import { storedSupport } from './asim/coverage.js';
import { textOperators } from './expressions/text-operators.js';
import { aggregates } from './functions/aggregates.js';
import { functions } from './functions/index.js';
import { tableFunctions } from './functions/tables.js';
import { windowFunctions } from './functions/windows.js';
import { kustoLibrary } from './kusto/library.js';
import type { KustoSymbol } from './kusto/library.js';
import { operators, sources } from './operators/index.js';
import { severalColumns } from './operators/several-columns.js';
import { plugins } from './plugins/registry.js';
import { GET_WATCHLIST, GET_WATCHLIST_ALIAS } from './operators/watchlists.js';
import { REFUSED_OPERATORS, whyRefused } from './refused.js';

type Level = Pick<SupportEntry, 'support' | 'note'>;

/**
 * How far each operator, function, aggregate and plugin is supported: what the registries hold, and refused, what else
 * Microsoft's library documents.
 */
export function support(): readonly SupportEntry[] {
  const tabular = new Map([...operators, ...sources].map((item) => [item.name, item]));
  const { Functions, Aggregates, PlugIns } = kustoLibrary();
  const ours: readonly SupportEntry[] = [
    ...[...tabular].map(([name, item]) => entry('operator', name, item)),
    ...Object.entries(textOperators).map(([name, item]) => entry('operator', name, item)),
    ...Object.entries(plugins).map(([name, item]) => entry('operator', plugin(name), item)),
    ...[...functions].map(([name, item]) => entry('function', name, item)),
    entry('function', 'table', { support: 'partial', note: 'the name must be a constant' }),
    entry('function', GET_WATCHLIST, { support: 'partial', note: 'the name and the keys must be constants' }),
    entry('function', GET_WATCHLIST_ALIAS, { support: 'supported' }),
    ...storedSupport().map((item) => entry('function', item.name, item)),
    ...Object.entries(tableFunctions).map(([name, item]) => entry('function', name, item)),
    ...Object.entries(windowFunctions).map(([name, item]) => entry('function', name, item)),
    ...Object.entries(aggregates).map(([name, item]) => entry('aggregate', name, item)),
    ...Object.entries(severalColumns)
      .filter(([name]) => aggregates[name] === undefined)
      .map(([name, item]) => entry('aggregate', name, item)),
  ];
  const known = new Set(ours.map(({ kind, name }) => `${kind} ${name}`));
  const refused = [
    ...REFUSED_OPERATORS.map((name) => entry('operator', name, refusal(name))),
    ...documented(PlugIns.All).map((name) => entry('operator', plugin(name), refusal(name))),
    ...documented(Functions.All).map((name) => entry('function', name, refusal(name))),
    ...documented(Aggregates.All).map((name) => entry('aggregate', name, refusal(name))),
  ];
  return [...ours, ...refused.filter(({ kind, name }) => !known.has(`${kind} ${name}`))];
}

function entry(kind: SupportEntry['kind'], name: string, { support: level, note }: Level): SupportEntry {
  return { kind, name, support: level, ...(note === undefined ? {} : { note }) };
}

function plugin(name: string): string {
  return `evaluate ${name}`;
}

function refusal(name: string): Level {
  return { support: 'unsupported', note: whyRefused(name) };
}

function documented(symbols: readonly KustoSymbol[]): readonly string[] {
  return symbols
    .filter((symbol) => symbol.IsHidden !== true && symbol.IsObsolete !== true)
    .map(({ Name }) => Name);
}
