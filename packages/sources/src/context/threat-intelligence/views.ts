import { and, bool, call, column, datetime, literal, not, now, nullOf, or, text } from '@interloper/plan';
import type { Expression, Lookup, LookupColumn, ScalarType, View, ViewColumn } from '@interloper/plan';
import { ticksOfIso } from '@interloper/plan';
import { threatIndicators } from './dataset.js';

const typeOf = (name: string): ScalarType =>
  threatIndicators.columns.find((item) => item.name === name)?.type ?? 'string';
const stored = (name: string): Expression => column(name, typeOf(name));
const value = stored('observable_value');
const never = datetime(ticksOfIso('9999-12-31T00:00:00Z') ?? 0n);

/** The value where a condition holds, else null. */
function where(condition: Expression, of: Expression = value): Expression {
  return call('if', [condition, of, nullOf(of.type)]);
}

const isKind = (kind: string): Expression => call('eq', [stored('kind'), text(kind)]);
const isKey = (key: string): Expression => call('eq', [stored('observable_key'), text(key)]);
const isSource = isKey('network-traffic:src_ref.value');
const isDestination = isKey('network-traffic:dst_ref.value');
const isPlain = not(or(isSource, isDestination));
const single = and(isKind('address'), call('isTrue', [stored('single')]));
const network = and(isKind('address'), not(call('isTrue', [stored('single')])));

/** It is to be matched now: neither withdrawn nor run out. */
const active = and(
  not(call('isTrue', [stored('revoked')])),
  not(call('isTrue', [stored('disabled')])),
  call('gt', [call('coalesce', [stored('valid_until'), never]), now]),
);

const legacyHash = call('case', [
  isKey('file:hashes.MD5'),
  text('MD5'),
  isKey("file:hashes.'SHA-1'"),
  text('SHA1'),
  isKey("file:hashes.'SHA-256'"),
  text('SHA256'),
  nullOf('string'),
]);

/** What the legacy table has of an indicator; other columns are empty. */
const LEGACY: Readonly<Record<string, Expression>> = {
  TimeGenerated: now,
  SourceSystem: stored('provider'),
  Action: text('alert'),
  AdditionalInformation: stored('pattern'),
  ConfidenceScore: stored('confidence'),
  Description: call('coalesce', [stored('description'), stored('name')]),
  ExternalIndicatorId: stored('id'),
  ExpirationDateTime: call('coalesce', [stored('valid_until'), never]),
  IndicatorId: stored('id'),
  ThreatType: stored('threat_types'),
  Active: active,
  Tags: stored('tags'),
  TrafficLightProtocolLevel: stored('traffic_light'),
  EmailSenderAddress: where(isKind('mail')),
  FileHashType: where(isKind('hash'), legacyHash),
  FileHashValue: where(isKind('hash')),
  DomainName: where(isKind('domain')),
  NetworkIP: where(and(single, isPlain)),
  NetworkCidrBlock: where(and(network, isPlain)),
  NetworkDestinationIP: where(and(single, isDestination)),
  NetworkDestinationCidrBlock: where(and(network, isDestination)),
  NetworkSourceIP: where(and(single, isSource)),
  NetworkSourceCidrBlock: where(and(network, isSource)),
  Url: where(isKind('url')),
  IndicatorProvider: stored('provider'),
  Type: text('ThreatIntelligenceIndicator'),
};

/** The columns of ThreatIntelligenceIndicator in their order. https://learn.microsoft.com/azure/azure-monitor/reference/tables/threatintelligenceindicator */
const LEGACY_COLUMNS = `TenantId TimeGenerated:datetime SourceSystem Action ActivityGroupNames AdditionalInformation
ApplicationId AzureTenantId ConfidenceScore:real Description DiamondModel ExternalIndicatorId ExpirationDateTime:datetime
IndicatorId ThreatType Active:bool KillChainActions:bool KillChainC2:bool KillChainDelivery:bool
KillChainExploitation:bool KillChainReconnaissance:bool KillChainWeaponization:bool KnownFalsePositives MalwareNames
PassiveOnly:bool ThreatSeverity:int Tags TrafficLightProtocolLevel EmailEncoding EmailLanguage EmailRecipient
EmailSenderAddress EmailSenderName EmailSourceDomain EmailSourceIpAddress EmailSubject EmailXMailer
FileCompileDateTime:datetime FileCreatedDateTime:datetime FileHashType FileHashValue FileMutexName FileName FilePacker
FilePath FileSize:int FileType DomainName NetworkIP NetworkPort:int NetworkDestinationAsn:int
NetworkDestinationCidrBlock NetworkDestinationIP NetworkCidrBlock NetworkDestinationPort:int NetworkProtocol:int
NetworkSourceAsn:int NetworkSourceCidrBlock NetworkSourceIP NetworkSourcePort:int Url UserAgent IndicatorProvider Type`;

const CURRENT: Readonly<Record<string, Expression>> = {
  TimeGenerated: now,
  Id: stored('id'),
  SourceSystem: stored('provider'),
  LastUpdateMethod: text('Import'),
  IsDeleted: bool(false),
  AdditionalFields: call('if', [
    call('isNull', [stored('traffic_light')]),
    literal('dynamic', '{}'),
    call('makeObject', [text('TLPLevel'), stored('traffic_light')]),
  ]),
  Data: stored('data'),
  IsActive: active,
  Revoked: stored('revoked'),
  ValidUntil: stored('valid_until'),
  ValidFrom: stored('valid_from'),
  Created: stored('created'),
  Modified: stored('modified'),
  Tags: stored('tags'),
  Confidence: call('toInt', [stored('confidence')]),
  Pattern: stored('pattern'),
  ObservableKey: stored('observable_key'),
  ObservableValue: value,
  Type: text('ThreatIntelIndicators'),
};

/** The columns of ThreatIntelIndicators in their order. https://learn.microsoft.com/azure/azure-monitor/reference/tables/threatintelindicators */
const CURRENT_COLUMNS = `TenantId TimeGenerated:datetime WorkspaceId AzureTenantId Id SourceSystem LastUpdateMethod
IsDeleted:bool AdditionalFields:dynamic Data:dynamic IsActive:bool Revoked:bool ValidUntil:datetime ValidFrom:datetime
Created:datetime Modified:datetime Tags Confidence:int Pattern ObservableKey ObservableValue Type`;

/**
 * Indicators as Microsoft Sentinel's tables. Sentinel writes what it knows again every few days, so that rules that look
 * back some days see all of it: an indicator from a file is there at every instant.
 */
export const indicatorTables: readonly View[] = [
  table('ThreatIntelligenceIndicator', 'Indicators of threats', LEGACY_COLUMNS, LEGACY),
  table('ThreatIntelIndicators', 'Indicators of threats (STIX)', CURRENT_COLUMNS, CURRENT),
];

function table(
  name: string,
  title: string,
  columns: string,
  values: Readonly<Record<string, Expression>>,
): View {
  return {
    name,
    title,
    scan: threatIndicators,
    columns: columns.split(/\s+/).map((item): ViewColumn => {
      const [title_ = '', type = 'string'] = item.split(':');
      // The type is one of the plan's: it stands in the lists above.
      const known = type as ScalarType;
      return { name: title_, type: known, expression: values[title_] ?? nullOf(known) };
    }),
    time: 'TimeGenerated',
  };
}

const addresses: LookupColumn['match'] = {
  kind: 'network',
  first: stored('first_address'),
  last: stored('last_address'),
};

/** What every lookup of indicators tells of the one that matches. */
const about: readonly LookupColumn[] = [
  { name: 'description', expression: call('coalesce', [stored('description'), stored('name')]) },
  { name: 'threat_key', expression: stored('provider') },
  { name: 'threat_type', expression: stored('threat_types') },
  { name: 'weight', expression: call('toText', [stored('confidence')]) },
  { name: 'indicator_id', expression: stored('id') },
];

/** Indicators as lookups, under the names that Splunk Enterprise Security has for them; only those to be matched. */
export const indicatorLookups: readonly Lookup[] = [
  lookup('threat_intel', 'indicators of threats', bool(true), [
    { name: 'indicator', expression: value },
    { name: 'type', expression: stored('observable_key') },
  ]),
  lookup('ip_intel', 'addresses of threats', isKind('address'), [
    { name: 'ip', expression: value, ...(addresses === undefined ? {} : { match: addresses }) },
  ]),
  lookup('http_intel', 'URLs and domains of threats', or(isKind('url'), isKind('domain')), [
    { name: 'url', expression: where(isKind('url')) },
    { name: 'domain', expression: where(isKind('domain')) },
  ]),
  lookup('file_intel', 'hashes of threats', isKind('hash'), [{ name: 'file_hash', expression: value }]),
  lookup('email_intel', 'mail addresses of threats', isKind('mail'), [
    { name: 'src_user', expression: value },
  ]),
];

function lookup(
  name: string,
  title: string,
  condition: Expression,
  columns: readonly LookupColumn[],
): Lookup {
  return {
    name,
    aliases: [],
    title,
    scan: threatIndicators,
    filter: and(condition, not(call('isNull', [value])), active),
    columns: [...columns, ...about],
    key: columns[0]?.name ?? '',
    caseSensitive: false,
    maxMatches: 1,
    minMatches: 0,
    defaultMatch: '',
    unique: [],
  };
}
