import { text } from '@interloper/plan';
import type { Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { columnList } from '../../stored-log/stored-log.js';
import { isDocument } from '../document.js';
import { log } from '../log.js';

const fields = Object.fromEntries(
  log.tables
    .flatMap(({ columns }) => columnList(columns))
    .filter(({ name }) => name !== 'TimeGenerated' && name !== 'Type')
    .map(({ name }) => [name, name]),
);

/** Documents of the Elastic Common Schema with nested fields; those with dotted names are rewritten. */
export const document: Shape = {
  id: 'ecs-document',
  title: 'Elastic documents (_source lines, search answers, hits, bulk files; nested or dotted names)',
  recognises: isDocument,
  read: (observed, { dayFirst }) => {
    const record = recordTexts(observed, fields);
    return {
      fields: record.fields,
      ...rowOf(log, { table: text('EcsEvents'), texts: record.texts, dayFirst }),
    };
  },
};
