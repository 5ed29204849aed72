import { csvText } from '../containers/csv.js';
import { portalStatus } from '../records/portal.js';
import type { SignIn } from '../sign-in.js';
import { daySpan, type SignInShape } from '../shape.js';
import { secondsPrecision } from '../time.js';

const columns: readonly (readonly [string, (event: SignIn) => string])[] = [
  ['CreatedDateTime', (event) => secondsPrecision(event.createdDateTime)],
  ['UserPrincipalName', (event) => event.user?.principalName ?? ''],
  ['UserDisplayName', (event) => event.user?.displayName ?? ''],
  ['AppDisplayName', (event) => event.app.displayName],
  ['IPAddress', (event) => event.ipAddress],
  ['City', (event) => event.location.city],
  ['Country', (event) => event.location.countryOrRegion],
  ['Device', (event) => event.device?.displayName ?? ''],
  ['Browser', (event) => event.device?.browser ?? ''],
  ['OS', (event) => event.device?.operatingSystem ?? ''],
  ['Status', (event) => portalStatus(event)],
  ['RiskState', (event) => event.risk.state],
  ['RiskLevelDuringSignIn', (event) => event.risk.levelDuringSignIn],
  ['RiskLevelAggregated', (event) => event.risk.levelAggregated],
  ['ConditionalAccessStatus', (event) => event.conditionalAccess.status],
];

/** The short table that analysts make of Graph sign-ins: fifteen columns, no id (reference, section 2.5). */
export const analystCsv: SignInShape = {
  id: 'analyst-csv',
  title: 'Simplified analyst CSV',
  tables: ['SigninLogs'],
  precision: 'seconds',
  lacks: [
    'Id',
    'CorrelationId',
    'ResultType',
    'AuthenticationDetails',
    'AuthenticationRequirement',
    'AutonomousSystemNumber',
    'CrossTenantAccessType',
    'HomeTenantId',
    'ResourceTenantId',
    'RiskDetail',
    'RiskEventTypes',
    'RiskEventTypes_V2',
    'UserAgent',
    'UserId',
    'UserType',
  ],
  write: (events, { lineBreak = '\n' }) => [
    {
      path: `analyst/SignIns_${daySpan(events)}.csv`,
      body: csvText(
        [columns.map(([header]) => header), ...events.map((event) => columns.map(([, cell]) => cell(event)))],
        lineBreak,
      ),
    },
  ],
};
