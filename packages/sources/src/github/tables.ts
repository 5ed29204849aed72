import { call, long, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { derived, named, stored } from '../stored-log/views.js';
import { tableFields } from './fields.js';
import type { AuditField } from './fields.js';
import { log } from './log.js';

/** Ticks of 1970. */
const EPOCH = 621_355_968_000_000_000n;

/** A time as GitHub has it: milliseconds since 1970. */
export function milliseconds(name: string): Expression {
  const ticks = call('subtract', [call('toLong', [stored(log, name)]), long(EPOCH)], 'long');
  return call('toLong', [call('divide', [ticks, long(10_000)], 'long')]);
}

/** The text of a field as its column in the tables holds it. */
function typed({ column, type }: AuditField): Expression {
  const value = stored(log, column);
  switch (type) {
    case 'bool':
      return call('toBool', [value]);
    case 'real':
      return call('toReal', [value]);
    case 'datetime':
      return call('toDatetime', [value]);
    case 'dynamic':
      return call('parseJson', [value]);
    default:
      return value;
  }
}

function rowColumns(table: string): readonly ViewColumn[] {
  return [
    named(log, 'TimeGenerated', 'TimeGenerated'),
    derived('CreatedAt', milliseconds('CreatedAt')),
    ...tableFields.map((field) => derived(field.column, typed(field))),
    named(log, 'TenantId', 'TenantId'),
    derived('Type', text(table)),
  ];
}

const suffixes: Readonly<Record<string, string>> = { bool: '_b', real: '_d', datetime: '_t' };

const pollingColumns: readonly ViewColumn[] = [
  named(log, 'TimeGenerated', 'TimeGenerated'),
  derived('created_at_d', call('toReal', [milliseconds('CreatedAt')])),
  ...tableFields.map((field) => {
    const value = field.type === 'dynamic' ? stored(log, field.column) : typed(field);
    return derived(`${field.name.replaceAll('.', '_')}${suffixes[field.type] ?? '_s'}`, value);
  }),
  named(log, 'TenantId', 'TenantId'),
  derived('Type', text('GitHubAuditLogPolling_CL')),
];

const actionTime = firstOf(stored(log, 'CreatedAt'), stored(log, 'Timestamp'), stored(log, 'TimeGenerated'));

/** The columns of the parsers, and what they are in the dataset. */
const parserColumns: Readonly<Record<string, string>> = {
  Organization: 'Org',
  Action: 'Action',
  Repository: 'Repo',
  Actor: 'Actor',
  Country: 'CountryCode',
  ImpactedUser: 'User',
  InvitedUserPermission: 'Permission',
  Visibility: 'Visibility',
  PreviousVisibility: 'PreviousVisibility',
  CurrentPermission: 'Permission',
  PreviousPermission: 'OldPermission',
  TeamName: 'Team',
  BlockedUser: 'BlockedUser',
};
const olderColumns: Readonly<Record<string, string>> = {
  Organization: 'Org',
  Action: 'Action',
  OperationType: 'OperationType',
  Repository: 'Repo',
  Actor: 'Actor',
  IPaddress: 'ActorIp',
  Country: 'CountryCode',
  ImpactedUser: 'User',
  ImpactedUserEmail: 'Email',
  InvitedUserPermission: 'Permission',
  Visability: 'Visibility',
  OauthApplication: 'OauthApplication',
  OauthApplicationUrl: 'OauthApplicationUrl',
  OauthApplicationState: 'OauthApplicationState',
  UserCanInviteCollaborators: 'UserCanInviteCollaborators',
  MembershipType: 'MembershipType',
  CurrentPermission: 'Permission',
  PreviousPermission: 'OldPermission',
  TeamName: 'Team',
  Reason: 'Reason',
  BlockedUser: 'BlockedUser',
  CanCreateRepositories: 'CanCreateRepositories',
};

function parserView(name: string, title: string, columns: Readonly<Record<string, string>>): View {
  return {
    name,
    title,
    scan: log.scan,
    columns: [
      derived('TimeGenerated', actionTime),
      ...Object.entries(columns).map(([known, target]) => named(log, known, target)),
    ],
    time: 'TimeGenerated',
  };
}

function tableView(name: string, title: string, columns: readonly ViewColumn[]): View {
  return { name, title, scan: log.scan, columns, time: 'TimeGenerated' };
}

/**
 * All the names by which rules know the log, each with every record. `GitHubAuditData` is the vendor's parser over the
 * tables, which published rules name; `GitHubAudit` the one before it, whose city no export has any more.
 */
export const tables: readonly View[] = [
  tableView('GitHubAuditLogsV2_CL', 'GitHub audit log (API connector)', rowColumns('GitHubAuditLogsV2_CL')),
  tableView(
    'GitHubAuditLogsV3_CL',
    'GitHub audit log (stream connector)',
    rowColumns('GitHubAuditLogsV3_CL'),
  ),
  tableView('GitHubAuditLogPolling_CL', 'GitHub audit log (API connector, first version)', pollingColumns),
  parserView('GitHubAuditData', 'GitHub audit log (parser of the Sentinel solution)', parserColumns),
  parserView('GitHubAudit', 'GitHub audit log (older parser of the Sentinel solution)', olderColumns),
];
