import { graphPage, largestGraphPage } from '../containers/graph-page.js';
import { graphV1SignIn } from '../records/graph-v1.js';
import { batches, type SignInShape } from '../shape.js';

/** Columns of SigninLogs that Graph v1.0 has no property for. */
export const graphV1Lacks: readonly string[] = [
  'AuthenticationDetails',
  'AuthenticationRequirement',
  'AuthenticationRequirementPolicies',
  'AuthenticationProtocol',
  'AuthenticationProcessingDetails',
  'AutonomousSystemNumber',
  'CrossTenantAccessType',
  'IncomingTokenType',
  'NetworkLocationDetails',
  'OriginalTransferMethod',
  'SessionId',
  'TokenIssuerType',
  'TokenProtectionStatusDetails',
  'UniqueTokenIdentifier',
  'UserType',
];

/** Pages of `GET /v1.0/auditLogs/signIns`, newest first (reference, section 2.2). */
export const graphV1: SignInShape = {
  id: 'graph-v1',
  title: 'Microsoft Graph v1.0 pages',
  tables: ['SigninLogs'],
  precision: 'seconds',
  lacks: graphV1Lacks,
  write: (events, { pageSize = largestGraphPage, tenantIds = true }) => {
    const pages = batches(events.toReversed(), Math.min(pageSize, largestGraphPage));
    return pages.map((page, index) => ({
      path: `graph-v1/signIns-${String(index + 1).padStart(4, '0')}.json`,
      body: JSON.stringify(
        graphPage(
          'v1.0',
          page.map((event) => graphV1SignIn(event, { tenantIds })),
          index + 1,
          index === pages.length - 1,
        ),
      ),
    }));
  },
};
