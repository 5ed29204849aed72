import { call, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { filled, firstOf, textField } from '../../expressions.js';
import type { JsonRecord, Shape } from '../../source.js';
import { rowOf } from '../../stored-log/row.js';
import { log } from '../log.js';
import { properties } from '../properties.js';

/** Keys of an event, in lower case: some lakes have them so. */
const signs = [
  'actor',
  'authenticationcontext',
  'client',
  'debugcontext',
  'displaymessage',
  'legacyeventtype',
  'outcome',
  'published',
  'request',
  'securitycontext',
  'severity',
  'target',
  'transaction',
  'uuid',
  'version',
];
/** Those that hardly another log has. */
const ownSigns = ['authenticationcontext', 'debugcontext', 'legacyeventtype', 'published', 'securitycontext'];

/** `user.session.start`, `app.user_management.grouppush.mapping.created` … */
const EVENT_TYPE = /^[a-z][\w-]*(?:\.[\w-]+)+$/i;

/**
 * Okta's own event, in whatever container it comes: System Log API, event hooks, EventBridge, Splunk
 * (log-format reference, section 12).
 */
export const event: Shape = {
  id: 'okta-event',
  title: 'Okta events (System Log API, event hooks, EventBridge, Splunk OktaIM2:log, lines)',
  recognises: isOktaEvent,
  read: (observed) => {
    // Lakes that lower the names of columns leave those inside objects alone, or lower them too.
    const lowered = observed.spelling(['eventType'])[0] === 'eventtype';
    const names = [...new Set(Object.keys(properties).map((path) => path.split('.')[0] ?? path))];
    const fields = names.map((name) => ({
      name,
      type: 'string' as const,
      path: observed.spelling([name]),
    }));
    const texts = Object.fromEntries(
      Object.entries(properties).map(([path, target]): [string, Expression] => {
        const [name = path, ...steps] = path.split('.');
        const [first, ...rest] = steps;
        if (first === undefined) return [target, textField(name)];
        // Objects are read as text: one that holds something else costs no other field.
        const object = call('parseJson', [textField(name)]);
        const at = (inside: readonly string[]): Expression => call('pathText', [object, ...inside.map(text)]);
        const written = [first, ...rest];
        const value = lowered
          ? firstOf(at(written), at(written.map((step) => step.toLowerCase())))
          : at(written);
        return [target, log.typeOf(target) === 'dynamic' ? filled(value) : value];
      }),
    );
    return {
      fields,
      ...rowOf(log, { table: text('OktaSystemLogs'), texts: { ...texts, Complete: text('true') } }),
    };
  },
};

function isOktaEvent(record: JsonRecord): boolean {
  const names = new Map(Object.keys(record).map((name) => [name.toLowerCase(), name]));
  const type = record[names.get('eventtype') ?? ''];
  if (typeof type !== 'string' || !EVENT_TYPE.test(type)) return false;
  return signs.filter((name) => names.has(name)).length >= 4 && ownSigns.some((name) => names.has(name));
}
