import { csvText } from '../containers/csv.js';
import { portalFileNames, portalServicePrincipalColumns } from '../records/portal.js';
import { daySpan, type SignInShape } from '../shape.js';

/** The Entra portal's CSV download of service principals' sign-ins: 22 columns. */
export const portalServicePrincipalCsv: SignInShape = {
  id: 'portal-service-principal-csv',
  title: 'Entra portal CSV download, service principals',
  tables: ['AADServicePrincipalSignInLogs'],
  precision: 'seconds',
  lacks: [
    'AutonomousSystemNumber',
    'ClientCredentialType',
    'UniqueTokenIdentifier',
    'ConditionalAccessPolicies',
  ],
  write: (events, { lineBreak = '\n' }) => [
    {
      path: `portal/${portalFileNames.servicePrincipal}_${daySpan(events)}.csv`,
      body: csvText(
        [
          portalServicePrincipalColumns.map(({ header }) => header),
          ...events
            .toReversed()
            .map((event) => portalServicePrincipalColumns.map(({ cell }) => String(cell(event)))),
        ],
        lineBreak,
      ),
      bom: true,
    },
  ],
};
