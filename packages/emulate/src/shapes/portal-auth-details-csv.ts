import { csvText } from '../containers/csv.js';
import { portalFileNames, portalStatus } from '../records/portal.js';
import { byCategory, daySpan, userTables, type SignInShape } from '../shape.js';

const headers = [
  'Request ID',
  'Status',
  'Sign-in error code',
  'Failure reason',
  'Authentication method',
  'Authentication method detail',
  'Succeeded',
  'Result detail',
];

/**
 * The portal's companion download: a row per authentication step, joined to the sign-ins on `Request ID`.
 * It holds no user, time or address, so it is no log of sign-ins by itself.
 */
export const portalAuthDetailsCsv: SignInShape = {
  id: 'portal-auth-details-csv',
  title: 'Entra portal CSV download, authentication details',
  tables: userTables,
  precision: 'seconds',
  lacks: [
    'CreatedDateTime',
    'UserPrincipalName',
    'IPAddress',
    'AppDisplayName',
    'RiskState',
    'RiskLevelDuringSignIn',
  ],
  write: (events, { lineBreak = '\n' }) =>
    [...byCategory(events)].map(([category, members]) => ({
      path: `portal/${portalFileNames[category]}_AuthDetails_${daySpan(members)}.csv`,
      body: csvText(
        [
          headers,
          ...members
            .toReversed()
            .flatMap((event) =>
              event.authentication.steps.map((step) => [
                event.id,
                portalStatus(event),
                String(event.status.errorCode || ''),
                event.status.failureReason ?? 'Other.',
                step.method ?? '',
                step.methodDetail ?? '',
                String(step.succeeded),
                step.resultDetail,
              ]),
            ),
        ],
        lineBreak,
      ),
      bom: true,
    })),
};
