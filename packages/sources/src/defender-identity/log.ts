import { defineLog } from '../stored-log/stored-log.js';

/**
 * Sign-ins that Defender for Identity and Defender for Cloud Apps saw, in Microsoft's order of columns
 * (https://learn.microsoft.com/defender-xdr/advanced-hunting-identitylogonevents-table). Log Analytics adds its own.
 */
export const log = defineLog({
  dataset: 'defender_identity',
  tables: [
    {
      name: 'IdentityLogonEvents',
      title: 'Sign-ins on premises and to Microsoft’s services (Defender XDR)',
      categories: ['AdvancedHunting-IdentityLogonEvents'],
      columns: `
        Timestamp:datetime ActionType Application LogonType Protocol FailureReason AccountName AccountDomain
        AccountUpn AccountSid AccountObjectId AccountDisplayName DeviceName DeviceType OSPlatform IPAddress
        Port:int DestinationDeviceName DestinationIPAddress DestinationPort:int TargetDeviceName
        TargetAccountDisplayName Location Isp ReportId AdditionalFields:dynamic`,
      further: 'TimeGenerated:datetime TenantId SourceSystem Type',
      signatures: [['ActionType', 'LogonType', 'AccountUpn', 'FailureReason']],
      unmistakable: ['ActionType', 'LogonType', 'Protocol', 'AccountDisplayName'],
    },
  ],
  more: 'AADTenantId _IsBillable _BilledSize:real',
  addresses: ['IPAddress', 'DestinationIPAddress'],
  eventTimes: ['Timestamp'],
  recordTimes: ['Timestamp'],
});
