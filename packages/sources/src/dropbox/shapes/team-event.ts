import { call, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { filled } from '../../expressions.js';
import { isRecord } from '../../observed-names.js';
import type { JsonRecord, Shape } from '../../source.js';
import { recordTexts } from '../../stored-log/json-records.js';
import { rowOf } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

/** What stands beside `event_type` in a team event. */
const signs = ['event_category', 'actor', 'origin', 'details', 'context', 'involve_non_team_member'];

/**
 * A team event, in whatever container it comes: pages of `team_log/get_events`, arrays, lines, Splunk; and as rows of
 * a lake, where `.tag` may be `_tag` and objects JSON text (log-format reference, section 13).
 */
export const teamEvent: Shape = {
  id: 'dropbox-team-event',
  title: 'Dropbox team events (team_log/get_events, lines, lake rows, Splunk)',
  recognises: (record) => isTeamEvent(record),
  read: (observed, { dayFirst }) => {
    const { fields, texts } = recordTexts(observed, properties);
    const read = Object.entries(texts).map(([name, value]): [string, Expression] => [
      name,
      tagged(filled(value)),
    ]);
    return {
      fields,
      ...rowOf(log, { table: text('DropboxTeamEvents'), texts: Object.fromEntries(read), dayFirst }),
    };
  },
};

/** JSON text with `.tag` for `_tag`; inside a text the quotes before the colon would be escaped. */
function tagged(value: Expression): Expression {
  return call('if', [
    call('contains', [value, text('"_tag"')]),
    call('replaceRegex', [value, text(String.raw`"_tag"\s*:`), text('".tag":')]),
    value,
  ]);
}

/** True of a record whose `event_type` has a tag, as an object or as JSON text. */
function isTeamEvent(record: JsonRecord): boolean {
  const { event_type: type } = record;
  if (!signs.some((name) => name in record)) return false;
  if (isRecord(type)) return typeof (type['.tag'] ?? type['_tag']) === 'string';
  return typeof type === 'string' && /^\s*\{.*"[._]tag"\s*:/s.test(type);
}
