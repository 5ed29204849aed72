import { and, call, long, not, nullOf, or, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { filled, firstOf } from '../expressions.js';
import { columnList } from '../stored-log/stored-log.js';
import { derived, named, stored } from '../stored-log/views.js';
import { log } from './log.js';

/** The attributes under their own names, nested ones dotted: times as the event has them, in milliseconds or text. */
export const attributeColumns: readonly ViewColumn[] = [
  ...new Set(log.tables.flatMap(({ columns }) => columnList(columns).map(({ name }) => name))),
]
  .filter((name) => name !== 'TimeGenerated' && name !== 'Type')
  .map((name) =>
    log.typeOf(name) === 'datetime'
      ? derived(name, call('isoText', [stored(log, name)]))
      : named(log, name, name),
  )
  .concat(log.pathColumns.map(({ name }) => named(log, name, name)));

const of = (...names: readonly string[]): ReturnType<typeof firstOf> =>
  firstOf(...names.map((name) => filled(stored(log, name))));

/** Fields of the Common Information Model, as Splunk's add-on for AWS names them for Security Lake. */
const modelFields: readonly ViewColumn[] = [
  derived(
    'user',
    of(
      'user.name',
      'user.email_addr',
      'user.uid',
      'actor.user.name',
      'actor.user.email_addr',
      'actor.user.uid',
    ),
  ),
  derived('user_id', of('user.uid', 'actor.user.uid')),
  // Who did it to the user.
  derived('src_user', of('actor.user.name', 'actor.user.email_addr', 'actor.user.uid')),
  derived('user_type', of('user.type', 'actor.user.type')),
  derived('src', of('src_endpoint.ip', 'src_endpoint.domain'), ['src_ip']),
  derived('dest', of('dst_endpoint.svc_name', 'dst_endpoint.domain', 'dst_endpoint.ip', 'api.service.name')),
  derived('user_agent', of('http_request.user_agent'), ['http_user_agent']),
  derived('signature', of('api.operation', 'activity_name')),
  derived('app', of('api.service.name', 'service.name', 'metadata.product.name')),
  derived(
    'vendor_account',
    of('cloud.account.uid', 'cloud.account_uid', 'actor.user.account.uid', 'actor.user.account_uid'),
    ['aws_account_id'],
  ),
  derived('vendor_region', of('cloud.region', 'region')),
  derived('vendor_product', of('metadata.product.name')),
  derived('error_code', of('api.response.error', 'status_code')),
  derived('command', of('api.operation')),
];

/** Classes of OCSF's Identity & Access Management category. */
const ACCOUNT_CHANGE = 3001;
const AUTHENTICATION = 3002;
const ENTITY_MANAGEMENT = 3004;

function ofClass(uid: number): Expression {
  return call('eq', [stored(log, 'class_uid'), long(uid)]);
}

const isChange = or(ofClass(ACCOUNT_CHANGE), ofClass(ENTITY_MANAGEMENT));

/**
 * What was done to an account or another entity, in the words of the Common Information Model's Change, and what became
 * of other events: the attribute of OCSF's security control profile, else success or failure.
 */
const action = derived(
  'action',
  firstOf(
    filled(stored(log, 'action')),
    call('case', [
      and(isChange, not(call('eqIgnoreCase', [stored(log, 'status'), text('Failure')]))),
      call('case', [
        call('eqIgnoreCase', [stored(log, 'activity_name'), text('Create')]),
        text('created'),
        call('eqIgnoreCase', [stored(log, 'activity_name'), text('Delete')]),
        text('deleted'),
        text('modified'),
      ]),
      call('eqIgnoreCase', [stored(log, 'status'), text('Success')]),
      text('success'),
      call('eqIgnoreCase', [stored(log, 'status'), text('Failure')]),
      text('failure'),
      nullOf('string'),
    ]),
  ),
);

/** Attributes whose names mean something else in Splunk's model; what lies inside `user` is there as `user.uid` and so on. */
const replaced = ['action', 'user'];

/** `aws:asl`: Amazon Security Lake as Splunk's add-on for AWS reads it; its published rules name OCSF's own attributes. */
export const sourcetypes: readonly View[] = [
  {
    name: 'aws:asl',
    title: 'OCSF events (Amazon Security Lake, Splunk Add-on for AWS)',
    scan: log.scan,
    columns: [
      derived('_time', stored(log, 'EventTime')),
      ...attributeColumns.filter(({ name }) => !replaced.includes(name)),
      action,
      ...modelFields,
    ],
    time: '_time',
    models: [
      { model: 'Authentication', where: ofClass(AUTHENTICATION) },
      {
        model: 'Change',
        where: isChange,
        datasets: { Account_Management: ofClass(ACCOUNT_CHANGE) },
      },
    ],
  },
];
