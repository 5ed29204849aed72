import { isRecord } from '../observed-names.js';
import type { Source } from '../source.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { document } from './shapes/document.js';
import { logsources, sourcetypes, tables } from './views.js';

/** The line before each document of a bulk file. */
const actions = ['index', 'create', 'update', 'delete'];

/** Documents of the Elastic Common Schema, whatever product they come from. */
export const ecs: Source = {
  id: 'ecs',
  title: 'Elastic documents (ECS)',
  dataset,
  shapes: [document],
  refuses: (record) => {
    const [name = '', ...others] = Object.keys(record);
    const isAction = others.length === 0 && actions.includes(name) && isRecord(record[name]);
    return isAction ? 'Elasticsearch’s bulk actions' : undefined;
  },
  tables,
  sourcetypes,
  logsources,
  activities,
  exportHelp:
    'The answer of a search (_search, also page by page), elasticdump, a bulk file, or _source objects one per line. ' +
    'Documents that hold event.original (“preserve original event” of the integration) are read as the log they were made of.',
};
