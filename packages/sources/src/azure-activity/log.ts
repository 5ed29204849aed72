import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { extract, filled, firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';
import type { Given } from '../stored-log/stored-log.js';

/**
 * The activity log of subscriptions in Microsoft's order of columns (log-format reference, section 5.2;
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/azureactivity). `Claims`, `Authorization` and
 * `Properties` are JSON texts; their twins in `_d` are dynamic.
 */
export const log = defineLog({
  dataset: 'azure_activity',
  tables: [
    {
      name: 'AzureActivity',
      title: 'Control plane of Azure subscriptions (activity log)',
      categories: [
        'Administrative',
        'Policy',
        'Security',
        'ServiceHealth',
        'ResourceHealth',
        'Alert',
        'Recommendation',
        'Autoscale',
      ],
      columns: `
        OperationName OperationNameValue Level ActivityStatus ActivityStatusValue ActivitySubstatus
        ActivitySubstatusValue ResourceGroup SubscriptionId CorrelationId Caller CallerIpAddress Category
        CategoryValue HTTPRequest Properties EventSubmissionTimestamp:datetime Authorization ResourceId
        OperationId ResourceProvider ResourceProviderValue Resource EventDataId TenantId
        TimeGenerated:datetime SourceSystem Authorization_d:dynamic Claims Claims_d:dynamic
        Properties_d:dynamic Hierarchy Type _IsBillable _BilledSize:real _ResourceId _SubscriptionId`,
      signatures: [
        ['OperationNameValue', 'Caller'],
        ['OperationName', 'ActivityStatus', 'Caller'],
        ['OperationNameValue', 'ActivityStatusValue'],
      ],
    },
  ],
  more: 'AADTenantId DurationMs:long Location OperationVersion ResultSignature',
  paths: { Authorization_d: ['action', 'scope'] },
  addresses: ['CallerIpAddress'],
  jsonTexts: ['Authorization', 'Claims', 'HTTPRequest', 'Properties'],
  eventTimes: ['TimeGenerated'],
  recordTimes: ['EventSubmissionTimestamp'],
  derive: (given) => {
    const resource = firstOf(given['ResourceId'], given['_ResourceId']);
    return {
      ...twins(given, 'Authorization'),
      ...twins(given, 'Claims'),
      ...twins(given, 'Properties'),
      ActivityStatusValue: firstOf(given['ActivityStatusValue'], statusValue(given['ActivityStatus'])),
      CategoryValue: firstOf(given['CategoryValue'], given['Category']),
      ResourceId: resource,
      ResourceGroup: firstOf(given['ResourceGroup'], extract(resource, '(?i)/resourcegroups/([^/]+)')),
      ResourceProviderValue: firstOf(
        given['ResourceProviderValue'],
        given['ResourceProvider'],
        extract(given['OperationNameValue'] ?? nullOf('string'), '^([^/ ]+)/'),
      ),
      SubscriptionId: firstOf(given['SubscriptionId'], extract(resource, '(?i)^/subscriptions/([^/]+)')),
    };
  },
});

/** A JSON text and its dynamic twin: what one lacks the other gives. */
function twins(given: Given, name: string): Record<string, Expression> {
  const written = given[name];
  const parsed = given[`${name}_d`];
  const fromText = written === undefined ? undefined : call('parseJson', [filled(written)]);
  const fromTwin = parsed === undefined ? undefined : call('toText', [parsed]);
  return {
    [name]: firstOf(written, fromTwin),
    [`${name}_d`]:
      parsed === undefined && fromText === undefined ? nullOf('dynamic') : firstOf(parsed, fromText),
  };
}

/** The values of the words that exports of the older table have. */
const statusValues: readonly (readonly [string, string])[] = [
  ['Succeeded', 'Success'],
  ['Started', 'Start'],
  ['Failed', 'Failure'],
  ['Accepted', 'Accept'],
];

function statusValue(status: Expression | undefined): Expression | undefined {
  if (status === undefined) return undefined;
  return call('case', [
    ...statusValues.flatMap(([word, value]) => [call('eqIgnoreCase', [status, text(word)]), text(value)]),
    status,
  ]);
}
