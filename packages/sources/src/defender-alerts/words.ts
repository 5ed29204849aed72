import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';

/** Graph's values of an enumeration and the words of the tables for them. */
export type Words = Readonly<Record<string, string>>;

/**
 * https://learn.microsoft.com/graph/api/resources/security-alert; the words are those that advanced hunting shows. A
 * value that is not listed stays as it is.
 */
export const severities: Words = {
  informational: 'Informational',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  unknown: 'Unknown',
};

export const statuses: Words = { new: 'New', inProgress: 'InProgress', resolved: 'Resolved' };

/** Of the older alerts. */
export const legacyStatuses: Words = { newAlert: 'New', inProgress: 'InProgress', resolved: 'Resolved' };

export const serviceSources: Words = {
  microsoftDefenderForEndpoint: 'Microsoft Defender for Endpoint',
  microsoftDefenderForIdentity: 'Microsoft Defender for Identity',
  microsoftDefenderForCloudApps: 'Microsoft Defender for Cloud Apps',
  microsoftDefenderForOffice365: 'Microsoft Defender for Office 365',
  microsoft365Defender: 'Microsoft 365 Defender',
  azureAdIdentityProtection: 'AAD Identity Protection',
  microsoftAppGovernance: 'App Governance',
  dataLossPrevention: 'Microsoft Data Loss Prevention',
  microsoftDefenderForCloud: 'Microsoft Defender for Cloud',
  microsoftSentinel: 'Microsoft Sentinel',
};

/** Names that Defender XDR's own API has or had for services. */
export const apiServices: Words = {
  ...serviceSources,
  MDATP: 'Microsoft Defender for Endpoint',
  AATP: 'Microsoft Defender for Identity',
  AzureATP: 'Microsoft Defender for Identity',
  MCAS: 'Microsoft Defender for Cloud Apps',
  OfficeATP: 'Microsoft Defender for Office 365',
  MTP: 'Microsoft 365 Defender',
  MicrosoftThreatProtection: 'Microsoft 365 Defender',
};

export const detectionSources: Words = {
  ...serviceSources,
  microsoftDefenderForEndpoint: 'EDR',
  cloudAppSecurity: 'Microsoft Defender for Cloud Apps',
  antivirus: 'Antivirus',
  smartScreen: 'SmartScreen',
  customTi: 'Custom TI',
  customDetection: 'Custom detection',
  automatedInvestigation: 'Automated investigation',
  manual: 'Manual',
};

/** Names that Defender's own APIs have for sensors. */
export const apiSensors: Words = {
  WindowsDefenderAtp: 'EDR',
  WindowsDefenderAv: 'Antivirus',
  WindowsDefenderSmartScreen: 'SmartScreen',
  CustomerTI: 'Custom TI',
  CustomDetection: 'Custom detection',
  AutomatedInvestigation: 'Automated investigation',
};

/** `ProviderName` and `ProductName` of SecurityAlert by the service, as Sentinel's connectors write them. */
const services: readonly (readonly [service: string, provider: string, product: string])[] = [
  ['AAD Identity Protection', 'IPC', 'Azure Active Directory Identity Protection'],
  ['Microsoft Defender for Cloud Apps', 'MCAS', 'Microsoft Cloud App Security'],
  ['Microsoft Defender for Endpoint', 'MDATP', 'Microsoft Defender Advanced Threat Protection'],
  ['Microsoft Defender for Identity', 'AATP', 'Azure Advanced Threat Protection'],
  ['Microsoft Defender for Office 365', 'OATP', 'Office 365 Advanced Threat Protection'],
  ['Microsoft 365 Defender', 'MTP', 'Microsoft 365 Defender'],
  ['Microsoft Defender for Cloud', 'ASC', 'Azure Security Center'],
  ['Microsoft Sentinel', 'ASI Scheduled Alerts', 'Azure Sentinel'],
];

/** The tables' word for a value, in any case. */
export function worded(value: Expression, words: Words): Expression {
  return call('case', [
    ...Object.entries(words).flatMap(([code, word]) => [
      call('eqIgnoreCase', [value, text(code)]),
      text(word),
    ]),
    value,
  ]);
}

/** Graph's value for a word of the tables. */
export function coded(value: Expression, words: Words): Expression {
  return call('case', [
    ...Object.entries(words).flatMap(([code, word]) => [call('eq', [value, text(word)]), text(code)]),
    value,
  ]);
}

/** Sentinel's name of the provider of alerts of a service. */
export function providerOf(service: Expression): Expression {
  return call('case', [
    ...services.flatMap(([name, provider]) => [call('eq', [service, text(name)]), text(provider)]),
    service,
  ]);
}

/** Sentinel's name of the product, by the service or the provider; null of one that is not known. */
export function productOf(service: Expression): Expression {
  return call('case', [
    ...services.flatMap(([name, provider, product]) => [
      call('inIgnoreCase', [service, text(name), text(provider)]),
      text(product),
    ]),
    nullOf('string'),
  ]);
}
