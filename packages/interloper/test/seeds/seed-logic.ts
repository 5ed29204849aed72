/**
 * The two seeds' logic in plain code over raw Graph records, written from the seed documents' text and from nothing of
 * the product: what the product's answers are held against.
 */

export interface RawSignIn {
  readonly createdDateTime: string;
  readonly userPrincipalName: string;
  readonly isInteractive: boolean;
  readonly status: { readonly errorCode: number };
  readonly riskLevelDuringSignIn: string;
  readonly riskState: string;
  readonly riskEventTypes_v2: readonly string[];
  readonly authenticationRequirement?: string;
  readonly homeTenantId?: string;
  readonly resourceTenantId?: string;
}

export interface SeedRow {
  readonly account: string;
  readonly time: string;
  readonly score: number;
  readonly reasons: readonly string[];
}

const riskTypes = [
  'impossibleTravel',
  'anonymizedIPAddress',
  'maliciousIPAddress',
  'unfamiliarFeatures',
  'passwordSpray',
  'leakedCredentials',
  'nationStateIP',
  'riskyIPAddress',
  'investigationsThreatIntelligence',
];

/** The KQL seed: four indicators; risk types as whole terms in any case; values of levels and states as written. */
export function kqlSeed(records: readonly RawSignIn[], now: string): readonly SeedRow[] {
  const since = Date.parse(now) - 86_400_000;
  return records.flatMap((record) => {
    if (!isSuccess(record) || Date.parse(record.createdDateTime) <= since) return [];
    const risky = ['high', 'medium'].includes(record.riskLevelDuringSignIn);
    const compromised = ['atRisk', 'confirmedCompromised'].includes(record.riskState);
    const event = record.riskEventTypes_v2.some((type) =>
      riskTypes.some((known) => known.toLowerCase() === type.toLowerCase()),
    );
    const home = record.homeTenantId ?? '';
    const bypass =
      record.authenticationRequirement === 'singleFactorAuthentication' &&
      home !== '' &&
      home !== (record.resourceTenantId ?? '');
    if (!(risky || compromised || event || bypass)) return [];
    const types = JSON.stringify(record.riskEventTypes_v2);
    let reason = 'CrossTenantMFABypass';
    if (event) reason = `RiskEvent:${types}`;
    if (risky) reason = event ? `HighRisk+Event:${types}` : 'HighRiskSignIn';
    if (compromised) reason = 'ConfirmedCompromise';
    const score = [risky, compromised, event, bypass].filter(Boolean).length;
    return [{ account: record.userPrincipalName, time: record.createdDateTime, score, reasons: [reason] }];
  });
}

/** The SPL seed: three indicators (level and state are one); risk types as substrings; everything in lower case. */
export function splSeed(records: readonly RawSignIn[]): readonly SeedRow[] {
  return records.flatMap((record) => {
    if (!isSuccess(record)) return [];
    const types = JSON.stringify(record.riskEventTypes_v2).toLowerCase();
    const risky =
      ['high', 'medium'].includes(record.riskLevelDuringSignIn.toLowerCase()) ||
      ['atrisk', 'confirmedcompromised'].includes(record.riskState.toLowerCase());
    const event = riskTypes.some((known) => types.includes(known.toLowerCase()));
    const home = record.homeTenantId ?? '';
    const bypass =
      record.authenticationRequirement?.toLowerCase() === 'singlefactorauthentication' &&
      home !== '' &&
      home !== (record.resourceTenantId ?? '');
    if (!(risky || event || bypass)) return [];
    const reasons = [
      ...(risky ? ['HighRiskSignIn'] : []),
      ...(event ? [`RiskyEvent:${types}`] : []),
      ...(bypass ? ['CrossTenantMFABypass'] : []),
    ];
    return [
      { account: record.userPrincipalName, time: record.createdDateTime, score: reasons.length, reasons },
    ];
  });
}

/** Both seeds read interactive sign-ins that succeeded. */
function isSuccess(record: RawSignIn): boolean {
  return record.isInteractive && record.status.errorCode === 0;
}
