import { call, text } from '@interloper/plan';
import type { Shape } from '../../source.js';
import { cellsOf, objectOf } from './portal.js';

/**
 * Defender XDR's EntraIdSpnSignInEvents (formerly AADSpnSignInEventsBeta), as advanced hunting exports it
 * (reference/schemas/EntraIdSpnSignInEvents.json).
 */
export const defenderApplications: Shape = {
  id: 'defender-xdr-applications',
  title: 'Defender XDR EntraIdSpnSignInEvents (advanced hunting)',
  recognises: (record) =>
    'ServicePrincipalId' in record && 'ErrorCode' in record && 'IsManagedIdentity' in record,
  read: (observed, { dayFirst }) => {
    const { cell, reading } = cellsOf(observed);
    return reading({
      table: call('if', [
        call('inIgnoreCase', [cell('IsManagedIdentity'), text('true'), text('1')]),
        text('AADManagedIdentitySignInLogs'),
        text('AADServicePrincipalSignInLogs'),
      ]),
      created: cell('Timestamp', 'Timestamp [UTC]'),
      dayFirst,
      values: {
        Id: cell('RequestId'),
        ReportId: cell('ReportId'),
        CorrelationId: cell('CorrelationId'),
        AppDisplayName: cell('Application'),
        AppId: cell('ApplicationId'),
        ServicePrincipalName: cell('ServicePrincipalName'),
        ServicePrincipalId: cell('ServicePrincipalId'),
        ResourceDisplayName: cell('ResourceDisplayName'),
        ResourceIdentity: cell('ResourceId'),
        ResourceTenantId: cell('ResourceTenantId'),
        ResultType: cell('ErrorCode'),
        IPAddress: call('normaliseAddress', [cell('IPAddress')]),
        LocationDetails: objectOf({
          city: cell('City'),
          state: cell('State'),
          countryOrRegion: cell('Country'),
          geoCoordinates: objectOf({
            latitude: call('toReal', [cell('Latitude')]),
            longitude: call('toReal', [cell('Longitude')]),
          }),
        }),
      },
    });
  },
};
