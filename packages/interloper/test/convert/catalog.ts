import type { Catalog } from '@interloper/plan';
import { testCatalog } from '../sigma/test-log.js';

/** The first test log under every language's names: `Alpha`, `test:alpha`, `test/alpha`. */
export function threeLanguages(scenario: string): Catalog {
  const { logsources } = testCatalog(scenario);
  const [alpha] = logsources;
  if (alpha === undefined) throw new Error('there is no test log');
  const { logsources: _names, ...view } = alpha;
  const table = {
    ...view,
    name: 'Alpha',
    columns: view.columns.filter(({ type }) => type !== 'multivalue'),
  };
  const events = {
    ...view,
    name: 'test:alpha',
    time: '_time',
    columns: view.columns.map((item) => (item.name === 'Time' ? { ...item, name: '_time' } : item)),
  };
  return { tables: [table], sourcetypes: [events], logsources: [alpha] };
}
