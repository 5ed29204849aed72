import { call, column, long, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf, isSet } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';

/** The fields of its objects that rules name. */
const paths: Readonly<Record<string, readonly string[]>> = {
  event_category: ['.tag'],
  event_type: ['.tag', 'description'],
  details: [
    '.tag',
    'login_method..tag',
    'error_details.user_friendly_message',
    'new_value..tag',
    'previous_value..tag',
    'app_info.app_id',
    'app_info.display_name',
    'shared_content_access_level..tag',
    'new_owner_email',
    'previous_owner_email',
  ],
  actor: [
    '.tag',
    'user..tag',
    'user.account_id',
    'user.display_name',
    'user.email',
    'user.team_member_id',
    'admin.account_id',
    'admin.display_name',
    'admin.email',
    'admin.team_member_id',
    'app.app_id',
    'app.display_name',
    'reseller.reseller_email',
    'reseller.reseller_name',
  ],
  origin: [
    'geo_location.ip_address',
    'geo_location.city',
    'geo_location.region',
    'geo_location.country',
    'access_method..tag',
    'access_method.end_user..tag',
    'access_method.end_user.session_id',
    'access_method.request_id',
  ],
  context: ['.tag', 'account_id', 'display_name', 'email', 'team_member_id'],
};

/** What every event has. */
const always = ['event_category..tag', 'event_type..tag', 'details..tag', 'actor..tag'];

/**
 * Dropbox team events under their own names (log-format reference, section 13;
 * https://www.dropbox.com/developers/documentation/http/teams#team_log-get_events). Microsoft has no table for them:
 * `DropboxTeamEvents` is this project's name. The tag that tells the kind of a value is `.tag`, also where a lake
 * calls it `_tag`.
 */
export const log = defineLog({
  dataset: 'dropbox_team_events',
  tables: [
    {
      name: 'DropboxTeamEvents',
      title: 'Dropbox team events',
      categories: [],
      columns: `
        TimeGenerated:datetime timestamp:datetime event_category:dynamic event_type:dynamic details:dynamic
        actor:dynamic origin:dynamic context:dynamic participants:dynamic assets:dynamic
        involve_non_team_member:bool Type`,
      signatures: [],
    },
  ],
  more: 'EventKey Complete:bool',
  paths,
  // Who, from where and what an event is about are objects with the fields that its kind has.
  carried: {
    Complete: [
      'participants',
      'assets',
      ...Object.entries(paths).flatMap(([name, list]) =>
        list.map((path) => `${name}.${path}`).filter((path) => !always.includes(path)),
      ),
    ],
  },
  eventTimes: ['timestamp'],
  recordTimes: ['timestamp'],
  // Events have no id: those of one second, type and actor are compared.
  derive: ({ timestamp, event_type: type, actor, details }) => ({
    Complete: isSet(details ?? nullOf('dynamic')),
    EventKey:
      timestamp === undefined || type === undefined || actor === undefined
        ? nullOf('string')
        : call('concat', [
            call('toText', [call('binDown', [timestamp, long(10_000_000)])]),
            text(' '),
            call('pathText', [type, text('.tag')]),
            text(' '),
            firstOf(
              ...actorNames.map(([kind, name]) => call('pathText', [actor, text(kind), text(name)])),
              text(''),
            ),
          ]),
  }),
});

const actorNames: readonly (readonly [string, string])[] = [
  ['user', 'email'],
  ['admin', 'email'],
  ['app', 'app_id'],
  ['reseller', 'reseller_email'],
];

/** The first of a column's fields that an event has. */
export function firstAt(name: string, ...fields: readonly string[]): Expression {
  return firstOf(...fields.map((path) => column(`${name}.${path}`, 'string')));
}
