import type { Screen } from '../terminal/paint.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import type { ContextSummary } from './result.js';
import { count } from './values.js';

/** What rules could look things up in, and what they could not because nobody gave it. */
export function renderContext(context: readonly ContextSummary[], screen: Screen): readonly string[] {
  const given = context.filter(({ absent }) => absent === undefined).map(known);
  const missing = context.filter(({ absent }) => absent !== undefined);
  const lists = missing.filter(({ kind }) => kind === 'watchlist').map(({ name }) => name);
  const others = missing.filter(({ kind }) => kind !== 'watchlist');
  const absent = [
    ...(lists.length === 0 ? [] : [`the watchlists ${lists.join(', ')} (--watchlist NAME=FILE)`]),
    ...others.map(({ kind, absent: why = '' }) => `${TITLES[kind]}: ${why}`),
  ];
  const lines = [...told('known', given, screen), ...told('not given', absent, screen)];
  return lines.length === 0 ? [] : ['', ...lines];
}

const TITLES: Readonly<Record<ContextSummary['kind'], string>> = {
  watchlist: 'the watchlist',
  threatIntelligence: 'threat intelligence',
  geography: 'geography',
};

function known({ kind, name, rows, paths }: ContextSummary): string {
  switch (kind) {
    case 'watchlist':
      return `the watchlist ${name} (${count(rows, 'entry', 'entries')})`;
    case 'threatIntelligence':
      return `threat intelligence (${count(rows, 'indicator')})`;
    case 'geography':
      return `geography (${paths.join(', ')})`;
  }
}

function told(title: string, items: readonly string[], { width }: Screen): readonly string[] {
  if (items.length === 0) return [];
  return wrapIndented(visible(items.join('; ')), width, `  ${title.padEnd(13)}`, ' '.repeat(15));
}
