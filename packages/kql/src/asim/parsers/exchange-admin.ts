import { typeIfSet, wordFor } from '../asim-parser.js';
import type { AsimParser } from '../asim-parser.js';
import { auditEvent } from '../schemas/audit-event.js';

/** Changes to Exchange. https://learn.microsoft.com/azure/azure-monitor/reference/tables/officeactivity */
export const exchangeAdmin: AsimParser = {
  id: 'MicrosoftExchangeAdmin365',
  aliases: ['MicrosoftOffice365', 'MicrosoftSOffice365'],
  schema: auditEvent,
  table: 'OfficeActivity',
  where: "RecordType == 'ExchangeAdmin'",
  steps: {
    EventResult: "iff(ResultStatus =~ 'True', 'Success', 'Failure')",
    Verb: "tostring(split(Operation, '-')[0])",
    Noun: "tostring(split(Operation, '-')[1])",
    Process: String.raw`extract(@' \((.*)\)$', 1, UserId)`,
    Person: String.raw`iff(isempty(Process), UserId, extract(@'^(.*?) \(', 1, UserId))`,
    Place: String.raw`extract(@'^(.*?)[\\/]', 1, OfficeObjectId)`,
  },
  columns: {
    EventVendor: "'Microsoft'",
    EventProduct: "'Exchange 365'",
    Dvc: "'Exchange 365'",
    EventType: wordFor(
      'Verb',
      {
        Delete: ['Remove'],
        Create: ['New', 'Add'],
        Enable: ['Enable'],
        Install: ['Install'],
        Set: ['Set'],
        Disable: ['Disable', 'disable'],
      },
      "'Other'",
    ),
    EventResult: 'EventResult',
    EventSeverity: "iff(EventResult == 'Failure', 'Low', 'Informational')",
    EventOriginalUid: 'SourceRecordId',
    EventOriginalType: 'RecordType',
    Operation: 'Operation',
    Object: `case(
      isempty(OfficeObjectId), Noun,
      isnotempty(Place) and Place == OrganizationName, substring(OfficeObjectId, strlen(Place) + 1),
      OfficeObjectId)`,
    ObjectType: "'Configuration Atom'",
    NewValue: 'Parameters',
    ActorUsername: 'Person',
    ActorUsernameType: "case(isempty(Person), '', isempty(Process), 'UPN', 'Windows')",
    ActorUserType: wordFor(
      'UserType',
      {
        Admin: ['Admin', 'DcAdmin'],
        System: ['System'],
        Application: ['Application'],
        'Service Principal': ['ServicePrincipal'],
        Other: ['CustomPolicy', 'SystemPolicy', 'Reserved'],
      },
      "''",
    ),
    ActorOriginalUserType: 'UserType',
    ActorScope: 'OrganizationName',
    ActorScopeId: 'OrganizationId',
    ActingAppName: 'Process',
    ActingAppType: typeIfSet('Process', 'Process'),
    HttpUserAgent: 'UserAgent',
    // The table's addresses have lost their ports already.
    SrcIpAddr: 'ClientIP',
    SrcDescription: 'OriginatingServer',
    TargetAppName: "'Exchange 365'",
    TargetAppType: "'SaaS application'",
  },
};
