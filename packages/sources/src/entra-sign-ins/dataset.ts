import { and, column, or } from '@interloper/plan';
import { isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { datasetColumns, typeOf } from './columns.js';

const set = (name: string) => isSet(column(name, typeOf(name)));

/** All sign-ins in one dataset; `SignInTable` says which of the four logs a row belongs to. */
export const dataset: Dataset = {
  name: 'entra_sign_ins',
  columns: datasetColumns,
  eventTime: 'EventTime',
  guard: and(set('ResultType'), or(set('Id'), set('CreatedDateTime')), set('SignInTable')),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['Id', 'ResultType'],
    instants: ['CreatedDateTime'],
    ignored: ['TimeGenerated', 'EventTime', 'TenantId', '_BilledSize', '_IsBillable', 'Unconverted'],
  },
  expected: [
    'CreatedDateTime',
    'ResultType',
    'UserPrincipalName',
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
  ],
};
