import { and, call, column, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { isSet } from '../expressions.js';
import type { Dataset, ExpectedColumn } from '../source.js';
import { datasetColumns, signInTables, typeOf } from './columns.js';
import { repeats } from './repeats.js';
import { columnNames } from './tables.js';

const set = (name: string): Expression => isSet(column(name, typeOf(name)));

/** Columns that published rules rest on. */
const expected = [
  'CreatedDateTime',
  'ResultType',
  'UserPrincipalName',
  'ServicePrincipalId',
  'IPAddress',
  'LocationDetails',
  'DeviceDetail',
  'AuthenticationRequirement',
  'AuthenticationDetails',
  'RiskLevelDuringSignIn',
  'RiskLevelAggregated',
  'RiskState',
  'RiskEventTypes_V2',
  'CrossTenantAccessType',
  'HomeTenantId',
  'ResourceTenantId',
  'ConditionalAccessStatus',
  'UserType',
  'SessionId',
  'UniqueTokenIdentifier',
  'AutonomousSystemNumber',
];

/** Users have no service principal, although their tables have the column. */
const onlyApplications: ReadonlySet<string> = new Set(['ServicePrincipalId']);

function expectedColumn(name: string): ExpectedColumn {
  const tables = signInTables
    .filter((table) => columnNames(table).includes(name))
    .filter((table) => !onlyApplications.has(name) || /Principal|Identity/.test(table));
  return { column: name, where: call('in', [column('SignInTable', 'string'), ...tables.map(text)]) };
}

/** All sign-ins in one dataset; `SignInTable` says which of the four logs a row belongs to. */
export const dataset: Dataset = {
  name: 'entra_sign_ins',
  columns: datasetColumns,
  eventTime: 'EventTime',
  guard: and(set('ResultType'), or(set('Id'), set('CreatedDateTime')), set('SignInTable')),
  unconverted: 'Unconverted',
  repeats,
  expected: expected.map(expectedColumn),
};
