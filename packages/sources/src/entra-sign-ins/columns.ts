import type { DatasetColumn, ScalarType } from '@interloper/plan';
import { properties } from './properties.js';
import type { PropertyForm } from './properties.js';

/** The four logs of sign-ins, by their Log Analytics tables. */
export const signInTables = [
  'SigninLogs',
  'AADNonInteractiveUserSignInLogs',
  'AADServicePrincipalSignInLogs',
  'AADManagedIdentitySignInLogs',
] as const;

export type SignInTable = (typeof signInTables)[number];

/** `category` of Azure Monitor's record for each table (log-format reference, section 2.3). */
export const categories: Readonly<Record<SignInTable, string>> = {
  SigninLogs: 'SignInLogs',
  AADNonInteractiveUserSignInLogs: 'NonInteractiveUserSignInLogs',
  AADServicePrincipalSignInLogs: 'ServicePrincipalSignInLogs',
  AADManagedIdentitySignInLogs: 'ManagedIdentitySignInLogs',
};

/** The fields of dynamic columns that rules name most; each is stored as a text column `Column.path` too. */
const paths: Readonly<Record<string, readonly string[]>> = {
  LocationDetails: [
    'city',
    'state',
    'countryOrRegion',
    'geoCoordinates.latitude',
    'geoCoordinates.longitude',
  ],
  DeviceDetail: [
    'deviceId',
    'displayName',
    'browser',
    'operatingSystem',
    'isCompliant',
    'isManaged',
    'trustType',
  ],
  Status: ['errorCode', 'failureReason', 'additionalDetails'],
};

/** A text column that holds one field of a dynamic column. */
export interface PathColumn {
  readonly name: string;
  readonly column: string;
  readonly steps: readonly string[];
}

export const pathColumns: readonly PathColumn[] = Object.entries(paths).flatMap(([name, list]) =>
  list.map((path) => ({ name: `${name}.${path}`, column: name, steps: path.split('.') })),
);

const typeOfForm: Readonly<Record<PropertyForm, ScalarType>> = {
  text: 'string',
  bool: 'bool',
  address: 'string',
  json: 'dynamic',
  jsonText: 'string',
  riskTypes: 'string',
};

/** Columns of the Log Analytics tables that no Graph property fills. */
const envelope: Readonly<Record<string, ScalarType>> = {
  AADTenantId: 'string',
  AppliedConditionalAccessPolicies: 'string',
  AuthenticatorAppLocation: 'string',
  Category: 'string',
  DurationMs: 'long',
  Identity: 'string',
  IsRisky: 'bool',
  Level: 'string',
  Location: 'string',
  OperationName: 'string',
  OperationVersion: 'string',
  ProcessingTimeInMs: 'string',
  Resource: 'string',
  ResourceGroup: 'string',
  ResourceId: 'string',
  ResourceProvider: 'string',
  ResultDescription: 'string',
  ResultSignature: 'string',
  ResultType: 'string',
  RiskLevel: 'string',
  RootActorID: 'string',
  SourceAppClientId: 'string',
  SourceSystem: 'string',
  TenantId: 'string',
  _BilledSize: 'real',
  _IsBillable: 'string',
};

/** What only Defender XDR's tables of sign-ins say. */
export const defenderColumns: Readonly<Record<string, ScalarType>> = {
  EndpointCall: 'string',
  IsConfidentialClient: 'bool',
  IsExternalUser: 'int',
  LastPasswordChangeTimestamp: 'datetime',
  ReportId: 'string',
  RiskDetails: 'int',
};

/**
 * The dataset: the four tables' columns together under their Log Analytics names, `SignInTable` to tell them apart,
 * `EventTime` (when the sign-in happened as far as is known), the path columns, Graph properties that no table has,
 * and `Unconverted`.
 */
export const datasetColumns: readonly DatasetColumn[] = [
  { name: 'SignInTable', type: 'string' },
  { name: 'EventTime', type: 'datetime' },
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'CreatedDateTime', type: 'datetime' },
  ...properties.map(({ column, form }) => dataColumn(column, typeOfForm[form])),
  ...Object.entries({ ...envelope, ...defenderColumns }).map(([name, type]) => dataColumn(name, type)),
  ...pathColumns.map(({ name }): DatasetColumn => ({ name, type: 'string' })),
  { name: 'Unconverted', type: 'string' },
];

const types = new Map(datasetColumns.map(({ name, type }) => [name, type]));

/** The type of a dataset column. */
export function typeOf(name: string): ScalarType {
  const type = types.get(name);
  if (type === undefined) throw new Error(`the sign-ins have no column ${name}`);
  return type;
}

function dataColumn(name: string, type: ScalarType): DatasetColumn {
  const stored = paths[name];
  if (stored === undefined) return { name, type };
  return { name, type, paths: Object.fromEntries(stored.map((path) => [path, `${name}.${path}`])) };
}
