import { text } from '@interloper/plan';
import type { Expression, ReadField } from '@interloper/plan';
import { filled, textField } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { rowOf } from '../../stored-log/row.js';
import { log } from '../log.js';
import { arrayText, chainText, objectText } from '../object-text.js';
import { properties } from '../properties.js';

/** Names that are not the event's with underscores for its capitals. */
const irregular: Readonly<Record<string, string>> = {
  published: 'timestamp',
  'authenticationContext.issuer.id': 'authentication_context.issuer',
};

const DEBUG = 'debug_context.debug_data.';

/**
 * The CSV that the administration console gives: the event's names with underscores, of the debug data one field, of
 * the chain of addresses one, targets as `target0.display_name`. It says nothing of proxies and networks.
 */
export const consoleRow: Shape = {
  id: 'okta-console-csv',
  title: 'System Log CSV of the administration console',
  recognises: (record) =>
    ['timestamp', 'event_type', 'actor.alternate_id'].every((name) => name in record) &&
    ('display_message' in record || 'outcome.result' in record),
  read: (observed) => {
    const fields = new Map<string, ReadField>();
    const cell = (name: string): Expression => {
      fields.set(name, { name, type: 'string', path: observed.spelling([name]) });
      return filled(textField(name));
    };
    const texts: Record<string, Expression> = {};
    for (const [path, target] of Object.entries(properties))
      if (log.typeOf(target) !== 'dynamic') texts[target] = cell(irregular[path] ?? underscored(path));
    const debug = observed.names.filter((name) => name.startsWith(DEBUG));
    if (debug.length > 0)
      texts['DebugData'] = objectText(
        new Map(debug.map((name) => [joined(name.slice(DEBUG.length)), cell(name)])),
      );
    const numbers = new Set(observed.names.flatMap((name) => /^target(\d+)\.id$/.exec(name)?.[1] ?? []));
    if (numbers.size > 0)
      texts['OriginalTarget'] = arrayText(
        [...numbers].map((number) =>
          objectText(
            new Map(
              ['id', 'type', 'alternateId', 'displayName'].map((name) => [
                name,
                cell(`target${number}.${underscored(name)}`),
              ]),
            ),
          ),
        ),
      );
    const address = objectText(new Map([['ip', cell('request.ip_chain.ip')]]));
    texts['Request'] = chainText(arrayText([address]));
    texts['Complete'] = text('false');
    return { fields: [...fields.values()], ...rowOf(log, { table: text('OktaSystemLogs'), texts }) };
  },
};

function underscored(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function joined(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
