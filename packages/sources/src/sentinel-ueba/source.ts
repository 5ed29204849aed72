import type { LogsourceView, View } from '@interloper/plan';
import type { Source } from '../source.js';
import { named, tableViews } from '../stored-log/views.js';
import { activities } from './activity.js';
import { dataset } from './dataset.js';
import { log } from './log.js';
import { logAnalytics } from './shapes/log-analytics.js';
import { sourcetypes } from './sourcetypes.js';

/** Columns of IdentityInfo that Defender XDR calls otherwise (advanced-hunting-identityinfo-table), by its names. */
const defenderNames: Readonly<Record<string, string>> = {
  Timestamp: 'TimeGenerated',
  AccountUpn: 'AccountUPN',
  OnPremSid: 'AccountSID',
  CloudSid: 'AccountCloudSID',
  DistinguishedName: 'OnPremisesDistinguishedName',
  EmailAddress: 'MailAddress',
  OtherMailAddresses: 'AdditionalMailAddresses',
  Address: 'StreetAddress',
  CreatedDateTime: 'AccountCreationTime',
  TenantMembershipType: 'UserType',
  RiskStatus: 'RiskState',
};

const tables: readonly View[] = tableViews(log, 'Azure').map((table) =>
  table.name === 'IdentityInfo'
    ? {
        ...table,
        columns: [
          ...table.columns,
          ...Object.entries(defenderNames).map(([name, target]) => named(log, name, target)),
        ],
      }
    : table,
);

/** No published Sigma rule is about these tables; the services are called by them. */
const logsources: readonly LogsourceView[] = tables.map((table) => ({
  ...table,
  name: `azure/${table.name.toLowerCase()}`,
  logsources: [{ product: 'azure', service: table.name.toLowerCase() }],
}));

/** Microsoft Sentinel's analytics of users and entities: what is unusual of an activity, and who users are. */
export const sentinelUeba: Source = {
  id: 'sentinel-ueba',
  title: 'Microsoft Sentinel UEBA',
  dataset,
  shapes: [logAnalytics],
  refuses: () => undefined,
  tables,
  sourcetypes,
  logsources,
  activities,
  exportHelp:
    'The tables BehaviorAnalytics and IdentityInfo of a Sentinel workspace where UEBA is switched on: the query API or ' +
    'data export keep the insights as JSON.',
};
