import { call, lambda, text, variable } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { derived, named, ofTables, propertyColumns, stored } from '../stored-log/views.js';
import { kinds, log } from './log.js';
import {
  cloudFields,
  endpointProperties,
  graphProperties,
  incidentProperties,
  legacyProperties,
  streamedFields,
} from './properties.js';
import {
  apiSensors,
  coded,
  detectionSources,
  legacyStatuses,
  serviceSources,
  severities,
  statuses,
} from './words.js';
import type { Words } from './words.js';

/** Properties under their names, with Graph's values of enumerations in place of the tables' words. */
function graphColumns(
  map: Readonly<Record<string, string>>,
  words: Readonly<Record<string, Words>>,
): readonly ViewColumn[] {
  return propertyColumns(log, map).map((item) => {
    const list = words[item.name];
    return list === undefined ? item : { ...item, expression: coded(item.expression, list) };
  });
}

function textsIn(name: string, ...path: readonly string[]): Expression {
  return call('mvDedup', [call('mvFind', [stored(log, name), ...path.map(text)])]);
}

/** Fields of the Common Information Model's alerts that do not depend on the form. */
const modelFields: readonly ViewColumn[] = [
  derived('type', text('alert')),
  derived('signature', firstOf(stored(log, 'Title'), stored(log, 'AlertName'))),
  derived('signature_id', firstOf(stored(log, 'DetectorId'), stored(log, 'AlertType'))),
  derived('body', stored(log, 'Description')),
  derived('vendor_product', text('Microsoft Defender')),
];

/** Texts at one of two places of the evidence, in small letters: Graph's, and that of Defender's own APIs. */
function evidenceTexts(graph: readonly string[], own: readonly string[]): Expression {
  const found = call('mvAppend', [textsIn('Evidence', ...graph), textsIn('Evidence', ...own)]);
  return call('mvMap', [call('mvDedup', [found]), lower()]);
}

/** What only alerts of `api/incidents` call so. */
const graphNames = new Set(Object.keys(graphProperties));
const ofIncidents: readonly ViewColumn[] = propertyColumns(
  log,
  Object.fromEntries(Object.entries(incidentProperties).filter(([name]) => !graphNames.has(name))),
);

const alertsOfGraph: View = {
  name: 'ms365:defender:incident:alerts',
  title: 'Alerts of Defender XDR (Splunk Add-on for Microsoft Security)',
  scan: log.scan,
  filter: ofTables(kinds.graph, kinds.incident),
  columns: [
    named(log, '_time', 'TimeGenerated'),
    ...ofIncidents,
    ...graphColumns(graphProperties, {
      severity: severities,
      status: statuses,
      serviceSource: serviceSources,
      detectionSource: detectionSources,
    }),
    ...modelFields,
    derived('user', evidenceTexts(['userAccount', 'userPrincipalName'], ['userPrincipalName'])),
    derived('user_name', evidenceTexts(['userAccount', 'accountName'], ['accountName'])),
    derived('src', textsIn('Evidence', 'ipAddress'), ['src_ip']),
    derived(
      'dest',
      call('mvAppend', [textsIn('Evidence', 'deviceDnsName'), textsIn('Devices', 'deviceDnsName')]),
    ),
    derived('file_name', evidenceTexts(['fileDetails', 'fileName'], ['fileName'])),
    named(log, 'mitre_technique_id', 'MitreTechniques'),
  ],
  time: '_time',
};

function lower(): Expression {
  return lambda('name', call('lower', [variable('name', 'string')]));
}

const endpoint: View = {
  name: 'ms:defender:atp:alerts',
  title: 'Alerts of Defender for Endpoint (Splunk Add-on for Microsoft Security)',
  scan: log.scan,
  filter: ofTables(kinds.endpoint),
  columns: [
    named(log, '_time', 'TimeGenerated'),
    ...graphColumns(endpointProperties, { severity: severities, detectionSource: apiSensors }),
    ...modelFields,
    derived('user', call('lower', [call('pathText', [stored(log, 'RelatedUser'), text('userName')])])),
    named(log, 'src', 'DeviceName', ['dest']),
    derived('file_name', textsIn('Evidence', 'fileName')),
    named(log, 'mitre_technique_id', 'MitreTechniques'),
  ],
  time: '_time',
};

const legacy: View = {
  name: 'GraphSecurityAlert',
  title: 'Alerts of Microsoft Graph (Microsoft Graph Security API Add-On for Splunk)',
  scan: log.scan,
  filter: ofTables(kinds.legacy),
  columns: [
    named(log, '_time', 'TimeGenerated'),
    ...graphColumns(legacyProperties, { severity: severities, status: legacyStatuses }),
    ...modelFields,
    derived('user', call('mvMap', [textsIn('UserStates', 'userPrincipalName'), lower()])),
    derived('src', textsIn('UserStates', 'logonIp'), ['src_ip']),
    derived('dest', textsIn('HostStates', 'fqdn')),
  ],
  time: '_time',
};

/** Streamed records: the envelope, and the tables' columns in `properties`. */
const streamed: View = {
  name: 'ms:defender:eventhub',
  title: 'AlertInfo and AlertEvidence of Defender XDR (Splunk Add-on for Microsoft Security)',
  scan: log.scan,
  filter: ofTables(kinds.info, kinds.evidence),
  columns: [
    named(log, '_time', 'EventTime'),
    derived('time', call('isoText', [stored(log, 'TimeGenerated')])),
    named(log, 'tenantId', 'AADTenantId'),
    derived('operationName', text('Publish')),
    derived('category', call('concat', [text('AdvancedHunting-'), stored(log, 'LogTable')])),
    ...propertyColumns(log, streamedFields, 'properties.'),
    ...modelFields,
    derived('severity', call('lower', [stored(log, 'Severity')])),
    derived('user', call('lower', [stored(log, 'AccountUpn')])),
    named(log, 'src', 'RemoteIP', ['src_ip']),
    named(log, 'dest', 'DeviceName'),
  ],
  time: '_time',
};

/** Defender for Cloud's alerts: the API's answer has its fields in `properties`, in small letters first. */
const cloud: View = {
  name: 'mscs:azure:security:alert',
  title: 'Alerts of Defender for Cloud (Splunk Add-on for Microsoft Cloud Services)',
  scan: log.scan,
  filter: ofTables(kinds.securityAlert),
  columns: [
    named(log, '_time', 'EventTime'),
    ...propertyColumns(log, cloudFields).map((item) => ({ ...item, name: smallFirst(item.name) })),
    ...modelFields,
    named(log, 'dest', 'CompromisedEntity'),
    named(log, 'id', 'SystemAlertId'),
    named(log, 'resourceId', 'ResourceId'),
  ],
  time: '_time',
};

function smallFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Alerts as SPL knows them. */
export const sourcetypes: readonly View[] = [
  alertsOfGraph,
  endpoint,
  streamed,
  {
    ...streamed,
    name: 'mscs:azure:eventhub',
    title: 'AlertInfo and AlertEvidence of Defender XDR (Splunk Add-on for Microsoft Cloud Services)',
  },
  cloud,
  {
    ...cloud,
    name: 'azure:securitycenter:alert',
    title: 'Alerts of Defender for Cloud (Splunk Add-on for Microsoft Azure)',
  },
  legacy,
];
