import { call, nullOf, text } from '@interloper/plan';
import { filled, firstOf, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { columnList } from '../../stored-log/stored-log.js';
import { classOf, isAthenaText } from '../class-of.js';
import { classes, log } from '../log.js';

/** Every attribute, under its own name. */
const attributes = Object.fromEntries(
  log.tables
    .flatMap(({ columns }) => columnList(columns))
    .filter(({ name }) => name !== 'TimeGenerated' && name !== 'Type')
    .map(({ name }) => [name, name]),
);

/**
 * OCSF events as JSON, or as the rows of Parquet files that Amazon Security Lake holds. Times are milliseconds since
 * 1970, or timestamps; objects may be JSON text.
 */
export const event: Shape = {
  id: 'ocsf-event',
  title: 'OCSF events (JSON, Parquet of Amazon Security Lake)',
  recognises: (record) => {
    const uid = classOf(record);
    return classes.some((item) => item.uid === uid) && !isAthenaText(record);
  },
  read: (observed, { dayFirst }) => {
    const { fields, texts } = recordTexts(observed, attributes);
    const uid = textField('class_uid');
    const time = firstOf(filled(textField('time_dt')), textField('time'));
    const { time: _, ...others } = texts;
    return {
      fields,
      ...rowOf(log, {
        table: call('case', [
          ...classes.flatMap((item) => [call('eq', [uid, text(String(item.uid))]), text(item.table)]),
          nullOf('string'),
        ]),
        texts: { ...others, time_dt: time },
        dayFirst,
      }),
    };
  },
};
