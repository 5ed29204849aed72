import { call, column, literal, nullOf, or, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { anySet, filled, firstOf } from '../expressions.js';
import { derived } from '../stored-log/views.js';
import { cloudColumns, scan, stored } from './columns.js';
import { logonTypeName, recordTypeName, userTypeName } from './enumerations.js';
import { officeColumns } from './office-columns.js';
import type { OfficeColumn } from './office-columns.js';
import { field, jsonField, namedValue } from './record-fields.js';

const form = column('Form', 'string');

/**
 * Rows that are records of the unified audit log: all but those of `CloudAppEvents` that tell of other applications
 * (the record in them has neither workload nor type).
 */
export const isUnified: Expression = or(
  call('ne', [form, text('CloudAppEvents')]),
  anySet(stored('Workload'), stored('RecordType')),
);

/**
 * Every record under Sentinel's names. Records that Sentinel's connector leaves out by default are here too, logons of
 * Entra (RecordType 15) among them: an export holds them, and what a rule does not ask for does not disturb it.
 */
const office: View = {
  name: 'OfficeActivity',
  title: 'Microsoft 365 activity (unified audit log)',
  scan,
  filter: isUnified,
  columns: officeColumns.map((item) => derived(item.name, officeValue(item))),
  time: 'TimeGenerated',
};

function officeValue(item: OfficeColumn): Expression {
  switch (item.name) {
    case 'TimeGenerated':
      return stored('EventTime');
    case 'Type':
      return text('OfficeActivity');
    case 'SourceSystem':
      return firstOf(stored('SourceSystem'), text('OfficeActivityManager'));
    case 'OfficeTenantId':
      return firstOf(field('OfficeTenantId'), field('OrganizationId'));
    // Rows of the table have the status here again.
    case 'ResultReasonType':
      return firstOf(field('ResultReasonType'), field('ResultStatus'));
    default:
      return item.field === '-' ? stored(item.name) : ofKind(item);
  }
}

function ofKind({ field: name, kind }: OfficeColumn): Expression {
  switch (kind) {
    case 'dynamic':
      return jsonField(name);
    case 'int':
      return call('toInt', [field(name)]);
    case 'bool':
      return call('toBool', [field(name)]);
    case 'time':
      return call('toDatetime', [field(name)]);
    case 'address':
      return call('normaliseAddress', [field(name)]);
    case 'record':
      return recordTypeName(field(name));
    case 'user':
      return userTypeName(field(name));
    case 'logon':
      return logonTypeName(field(name));
    case 'flag':
      return call('case', [
        call('eqIgnoreCase', [field(name), text('true')]),
        text('True'),
        call('eqIgnoreCase', [field(name), text('false')]),
        text('False'),
        field(name),
      ]);
    default:
      return field(name);
  }
}

/** Applications of Defender for Cloud Apps by the record's workload. */
const applications: readonly (readonly [workload: string, name: string, id: number])[] = [
  ['Exchange', 'Microsoft Exchange Online', 20893],
  ['SharePoint', 'Microsoft SharePoint Online', 20892],
  ['OneDrive', 'Microsoft OneDrive for Business', 15600],
  ['MicrosoftTeams', 'Microsoft Teams', 28375],
];

/** Everything else is told of Microsoft 365 as a whole. */
const suite = { name: 'Microsoft 365', id: 11161 } as const;

const workload = stored('Workload');
const guid = String.raw`(?i)^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`;
const userKey = stored('UserKey');
const directoryId = call('if', [call('matchesRegex', [userKey, text(guid)]), userKey, nullOf('string')]);

/**
 * What the record itself says of a column of `CloudAppEvents`, for records that came in another form. A record has no
 * display name: the sign-in name stands for it. What Defender adds of its own (country, ISP, anonymous proxy, rare for
 * the user, activity objects …) is null.
 */
const fromRecord: Readonly<Record<string, Expression>> = {
  AccountId: firstOf(directoryId, stored('UserId')),
  AccountType: userTypeName(field('UserType')),
  AccountDisplayName: stored('UserId'),
  AccountObjectId: directoryId,
  ReportId: stored('Id'),
  ObjectId: stored('ObjectId'),
  ObjectName: stored('ObjectId'),
  ObjectType: stored('ItemType'),
  UserAgent: firstOf(filled(stored('UserAgent')), namedValue('ExtendedProperties', 'UserAgent')),
  OSPlatform: namedValue('DeviceProperties', 'OS'),
  IsAdminOperation: call('in', [userTypeName(field('UserType')), text('Admin'), text('DcAdmin')]),
  Application: call('case', [
    ...applications.flatMap(([name, application]) => [
      call('eqIgnoreCase', [workload, text(name)]),
      text(application),
    ]),
    call('if', [call('isNull', [workload]), nullOf('string'), text(suite.name)]),
  ]),
  ApplicationId: call('case', [
    ...applications.flatMap(([name, , id]) => [
      call('eqIgnoreCase', [workload, text(name)]),
      literal('int', id),
    ]),
    call('if', [call('isNull', [workload]), nullOf('int'), literal('int', suite.id)]),
  ]),
  ActionType: stored('Operation'),
};

/** The columns of `CloudAppEvents` in Microsoft's order, and the name that advanced hunting has for `ISP`. */
const cloudNames = `
  TenantId AccountId AccountType AdditionalFields RawEventData ReportId ObjectId ObjectType ObjectName ActivityObjects
  ActivityType UserAgent ISP City CountryCode IsAnonymousProxy IsExternalUser IsImpersonated IPAddress IPCategory
  IPTags OSPlatform DeviceType IsAdminOperation AccountDisplayName AccountObjectId AppInstanceId ApplicationId
  Application ActionType UserAgentTags TimeGenerated AuditSource LastSeenForUser OAuthAppId SessionData
  UncommonForUser SourceSystem Type _IsBillable _BilledSize Timestamp Isp
`
  .trim()
  .split(/\s+/);

/**
 * Every record as Defender for Cloud Apps names it: `ActionType` is its operation, `RawEventData` the record. (Records
 * that came as rows of `OfficeActivity` have it put together from the columns.)
 */
const cloud: View = {
  name: 'CloudAppEvents',
  title: 'Activity in cloud applications (Defender for Cloud Apps, unified audit log)',
  scan,
  columns: cloudNames.map((name): ViewColumn => derived(name, cloudValue(name))),
  time: 'TimeGenerated',
};

function cloudValue(name: string): Expression {
  switch (name) {
    case 'TimeGenerated':
    case 'Timestamp':
      return stored('EventTime');
    case 'Type':
      return text('CloudAppEvents');
    case 'Isp':
      return stored('ISP');
    default: {
      const own = cloudColumns[name];
      if (own === undefined) return stored(name);
      const derivedValue = fromRecord[name];
      if (derivedValue === undefined) return stored(own.column);
      return call('if', [call('eq', [form, text('CloudAppEvents')]), stored(own.column), derivedValue]);
    }
  }
}

/** Columns of `EnrichedMicrosoft365AuditLogs` in Microsoft's order, `Column=Field` where the record calls it otherwise. */
const enrichedColumns = `
  TenantId=- TimeGenerated=- Id RecordType Operation OrganizationId UserType ActorUserType UserKey Workload
  ResultStatus ObjectId UserId ClientIp=ClientIP UniqueTokenId DeviceId DeviceOperatingSystem
  DeviceOperatingSystemVersion SourceIp AdditionalProperties=- SourceSystem=- Type=- _IsBillable=- _BilledSize=-
`
  .trim()
  .split(/\s+/);

/** Fields of the put together record that are columns of the table. */
const ownFields = ['CreationTime', ...enrichedColumns.map((word) => word.split('=').at(-1) ?? word)];

/** Only rows that came so: what Global Secure Access knows of the client is in no other form. */
const enriched: View = {
  name: 'EnrichedMicrosoft365AuditLogs',
  title: 'Microsoft 365 activity enriched by Global Secure Access',
  scan,
  filter: call('eq', [form, text('EnrichedMicrosoft365AuditLogs')]),
  columns: enrichedColumns.map((word) => {
    const [name = '', source = name] = word.split('=');
    return derived(name, enrichedValue(name, source));
  }),
  time: 'TimeGenerated',
};

function enrichedValue(name: string, source: string): Expression {
  switch (name) {
    case 'TimeGenerated':
      return stored('EventTime');
    case 'Type':
      return text('EnrichedMicrosoft365AuditLogs');
    case 'RecordType':
      return call('toInt', [field(name)]);
    case 'UserType':
      return userTypeName(field(name));
    case 'AdditionalProperties':
      return call('objectWithout', [stored('RawEventData'), literal('dynamic', JSON.stringify(ownFields))]);
    default:
      return source === '-' ? stored(name) : field(source);
  }
}

/** The audit log as KQL knows it. */
export const tables: readonly View[] = [office, cloud, enriched];
