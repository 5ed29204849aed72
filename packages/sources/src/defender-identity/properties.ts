import type { PropertyMap } from '../stored-log/json-records.js';
import { columnList } from '../stored-log/stored-log.js';
import { log } from './log.js';

/** A streamed record has the table's columns under their names. */
export const properties: PropertyMap = Object.fromEntries(
  log.tables.flatMap(({ columns }) => columnList(columns).map(({ name }) => [name, name])),
);
