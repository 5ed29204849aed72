import { call, text } from '@interloper/plan';
import type { View, ViewColumn } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { propertyColumns, derived, named, ofTables, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { properties } from './properties.js';

/** The fields that the Splunk add-ons and the Common Information Model add. */
const modelFields: readonly ViewColumn[] = [
  derived(
    'user',
    call('lower', [
      call('coalesce', [
        stored(log, 'UserPrincipalName'),
        stored(log, 'ServicePrincipalDisplayName'),
        stored(log, 'DisplayName'),
      ]),
    ]),
  ),
  derived(
    'user_id',
    call('coalesce', [stored(log, 'UserId'), stored(log, 'ServicePrincipalId'), stored(log, 'Id')]),
  ),
  named(log, 'user_name', 'UserDisplayName'),
  named(log, 'src', 'IpAddress', ['src_ip']),
  named(log, 'signature', 'RiskEventType'),
  named(log, 'severity', 'RiskLevel'),
  derived('vendor_account', firstOf(stored(log, 'AADTenantId'), stored(log, 'HomeTenantId'))),
  derived('vendor_product', text('Microsoft Entra ID Protection')),
];

/** `azure:aad:identity_protection:*`: Graph objects as the Splunk Add-on for Microsoft Azure writes them. */
const detections: View = {
  name: 'azure:aad:identity_protection:risk_detection',
  title: 'Entra risk detections on users (Splunk Add-on for Microsoft Azure)',
  scan: log.scan,
  filter: ofTables('AADUserRiskEvents'),
  columns: [named(log, '_time', 'EventTime'), ...propertyColumns(log, properties), ...modelFields],
  time: '_time',
};

/** `azure:monitor:aad`: Azure Monitor records as the Splunk Add-on for Microsoft Cloud Services writes them. */
const monitor: View = {
  name: 'azure:monitor:aad',
  title: 'Entra risk detections, users and applications at risk (Splunk Add-on for Microsoft Cloud Services)',
  scan: log.scan,
  columns: [
    named(log, '_time', 'TimeGenerated'),
    derived('time', call('isoText', [stored(log, 'TimeGenerated')])),
    named(log, 'resourceId', 'ResourceId'),
    named(log, 'operationName', 'OperationName'),
    named(log, 'operationVersion', 'OperationVersion'),
    derived('category', category()),
    named(log, 'tenantId', 'AADTenantId'),
    named(log, 'callerIpAddress', 'IpAddress'),
    derived(
      'identity',
      call('lower', [
        call('coalesce', [
          stored(log, 'UserDisplayName'),
          stored(log, 'ServicePrincipalDisplayName'),
          stored(log, 'DisplayName'),
        ]),
      ]),
    ),
    named(log, 'location', 'Location.countryOrRegion'),
    derived('correlationId', stored(log, 'Id')),
    ...propertyColumns(log, properties, 'properties.'),
    ...modelFields,
  ],
  time: '_time',
};

/** `category` as Azure Monitor writes it, whatever shape the record came in. */
function category(): ReturnType<typeof text> | ReturnType<typeof call> {
  return call('case', [
    ...log.tables.flatMap(({ name, categories }) => [ofTables(name), text(categories[0] ?? name)]),
    text(''),
  ]);
}

/** Entra's risk as SPL knows it. */
export const sourcetypes: readonly View[] = [
  detections,
  {
    ...detections,
    name: 'azure:aad:identity_protection:risky_user',
    title: 'Entra users at risk (Splunk Add-on for Microsoft Azure)',
    filter: ofTables('AADRiskyUsers'),
  },
  monitor,
];
