import { call, column, nullOf, text } from '@interloper/plan';
import type { LogsourceView, ViewColumn } from '@interloper/plan';
import { pathColumns } from './columns.js';
import { properties } from './properties.js';
import { tables } from './tables.js';

/**
 * Names by which published Sigma rules call columns of SigninLogs (log-format reference, section 15). Case and a
 * leading `properties.` need no alias.
 */
const ruleNames: Readonly<Record<string, readonly string[]>> = {
  IPAddress: ['callerIpAddress'],
  ClientAppUsed: ['ClientApp'],
  ResourceIdentity: ['properties.resourceId'],
  LocationDetails: ['properties.location'],
  UserPrincipalName: ['Username'],
};

/** Graph's name of a column where it differs by more than case and is not another column's. */
const graphNames = new Map(
  properties
    .filter(({ name, column: target }) => name.toLowerCase() !== target.toLowerCase())
    .filter(({ name }) => name !== 'location' && name !== 'resourceId')
    .map(({ name, column: target }) => [target, name] as const),
);

const result = column('ResultType', 'string');
const succeeded = call('case', [
  call('eq', [result, text('0')]),
  text('Success'),
  call('not', [call('isNull', [result])]),
  text('Failure'),
  nullOf('string'),
]);

/**
 * Rules compare `Status` with the portal's words (`Success`, `Failure`) and with what it says of a failure (`MFA
 * denied`): any of them is its value. Its parts stay `Status.errorCode`, `Status.failureReason`.
 */
const status: ViewColumn = {
  name: 'Status',
  type: 'multivalue',
  expression: call('mvAppend', [
    succeeded,
    column('Status.failureReason', 'string'),
    column('Status.additionalDetails', 'string'),
  ]),
};

const protocol = column('AuthenticationProtocol', 'string');

/** `properties.message` of rules on flows of signing in: the portal's words for the protocol. */
const message: ViewColumn = {
  name: 'properties.message',
  type: 'string',
  expression: call('case', [
    call('eqIgnoreCase', [protocol, text('deviceCode')]),
    text('Device Code'),
    call('eqIgnoreCase', [protocol, text('ropc')]),
    text('ROPC'),
    nullOf('string'),
  ]),
};

const parts: readonly ViewColumn[] = pathColumns.map(({ name, column: base, steps }) => ({
  name,
  type: 'string',
  expression: column(name, 'string'),
  aliases: base === 'LocationDetails' ? [['location', ...steps].join('.')] : [],
}));

/** The sign-ins as Sigma knows them: `product: azure`, `service: signinlogs` are the interactive ones. */
export const logsources: readonly LogsourceView[] = tables
  .filter(({ name }) => name === 'SigninLogs')
  .map((table) => ({
    ...table,
    name: 'azure/signinlogs',
    logsources: [{ product: 'azure', service: 'signinlogs' }],
    columns: [
      ...table.columns.map((item) => (item.name === 'Status' ? status : withAliases(item))),
      ...parts,
      message,
    ],
  }));

function withAliases(item: ViewColumn): ViewColumn {
  const graph = graphNames.get(item.name);
  const aliases = [...(ruleNames[item.name] ?? []), ...(graph === undefined ? [] : [graph])];
  return aliases.length === 0 ? item : { ...item, aliases };
}
