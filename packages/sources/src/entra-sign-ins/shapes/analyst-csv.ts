import { call, text } from '@interloper/plan';
import type { JsonRecord, Shape } from '../../source.js';
import { cellsOf, objectOf, resultOf } from './portal.js';

const telling = ['UserPrincipalName', 'City', 'Country', 'Status'];

/** The short table that analysts make of sign-ins, without ids (log-format reference, section 2.5). */
export const analystCsv: Shape = {
  id: 'analyst-csv',
  title: 'Simplified analyst CSV',
  recognises: (record: JsonRecord) =>
    telling.every((name) => name in record) && ('CreatedDateTime' in record || 'TimeGenerated' in record),
  read: (observed, { dayFirst }) => {
    const { cell, reading } = cellsOf(observed);
    const status = cell('Status');
    const code = cell('ResultType', 'ErrorCode');
    return reading({
      table: text('SigninLogs'),
      created: cell('CreatedDateTime'),
      recorded: cell('TimeGenerated'),
      dayFirst,
      values: {
        Id: cell('Id', 'RequestId'),
        CorrelationId: cell('CorrelationId'),
        UserPrincipalName: cell('UserPrincipalName'),
        UserDisplayName: cell('UserDisplayName'),
        UserId: cell('UserId'),
        AppDisplayName: cell('AppDisplayName'),
        AppId: cell('AppId'),
        ResourceDisplayName: cell('ResourceDisplayName'),
        ClientAppUsed: cell('ClientAppUsed'),
        UserAgent: cell('UserAgent'),
        IPAddress: call('normaliseAddress', [cell('IPAddress')]),
        LocationDetails: objectOf({
          city: cell('City'),
          state: cell('State'),
          countryOrRegion: cell('Country'),
        }),
        DeviceDetail: objectOf({
          displayName: cell('Device'),
          browser: cell('Browser'),
          operatingSystem: cell('OS', 'OperatingSystem'),
        }),
        ResultType: resultOf(code, status),
        RiskState: cell('RiskState'),
        RiskLevelDuringSignIn: cell('RiskLevelDuringSignIn'),
        RiskLevelAggregated: cell('RiskLevelAggregated'),
        ConditionalAccessStatus: cell('ConditionalAccessStatus'),
      },
    });
  },
};
