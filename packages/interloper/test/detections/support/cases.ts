import type { AlertSeverity } from '@interloper/detect';
import { composeTenant, composeUserSignIn, createRandom, noRisk, riskEventTypes } from '@interloper/emulate';
import type { SignIn, SignInRisk } from '@interloper/emulate';

/**
 * One sign-in of an account of its own for each case, each written from the log-format reference (sections 0, 2.7 and
 * 3) to show one thing and nothing else: an indicator, or what must not be taken for one. What is expected is the
 * table of severities in the detection's tuning.md.
 */
interface Case {
  readonly name: string;
  readonly expected?: AlertSeverity;
  readonly why?: readonly string[];
  readonly risk?: Partial<SignInRisk>;
  readonly changes?: Partial<SignIn>;
  readonly errorCode?: number;
}

const HOME = '6f1c0d2e-83a4-4b57-9c1e-2d3f4a5b6c7d';
const OTHER = 'b0a9c8d7-1e2f-4a3b-8c4d-5e6f7a8b9c0d';

/** Types that Microsoft always rates high (reference, section 3). */
const gravest = ['leakedCredentials', 'nationStateIP', 'attackerinTheMiddle', 'attemptedPrtAccess'];

/** Identity Protection's types, those of the older enumeration among them; `generic` says nothing. */
export const riskTypes: readonly string[] = [
  ...riskEventTypes,
  'maliciousIPAddressValidCredentialsBlockedIP',
  'suspiciousIPAddress',
  'malwareInfectedIPAddress',
  'investigationsThreatIntelligenceSigninLinked',
];

/** Verdicts that settle a risk (reference, section 2.7). */
export const settledStates = ['remediated', 'dismissed', 'confirmedSafe'] as const;
export const settledDetails: readonly string[] = [
  'userPassedMFADrivenByRiskBasedPolicy',
  'adminConfirmedSigninSafe',
  'aiConfirmedSigninSafe',
  'adminConfirmedAccountSafe',
  'adminDismissedRiskForSignIn',
  'adminDismissedAllRiskForUser',
  'm365DAdminDismissedDetection',
];

const tenants = (home: string, resource: string): Partial<SignIn> => ({
  homeTenantId: home,
  resource: {
    id: '00000003-0000-0000-c000-000000000000',
    displayName: 'Microsoft Graph',
    servicePrincipalId: '',
    tenantId: resource,
    ownerTenantId: null,
  },
});

const requirement = (value: 'singleFactorAuthentication' | 'multiFactorAuthentication'): Partial<SignIn> => ({
  authentication: {
    requirement: value,
    requirementPolicies: [],
    steps: [],
    methodsUsed: [],
    processingDetails: [],
    protocol: 'none',
  },
});

const crossing = { ...tenants(OTHER, HOME), ...requirement('singleFactorAuthentication') };
const grave: Partial<SignInRisk> = {
  levelDuringSignIn: 'high',
  levelAggregated: 'high',
  eventTypes: ['leakedCredentials', 'adminConfirmedUserCompromised'],
};

const indicators: readonly Case[] = [
  {
    name: 'confirmed',
    risk: { state: 'confirmedCompromised' },
    expected: 'critical',
    why: ['ConfirmedCompromise'],
  },
  { name: 'open', risk: { state: 'atRisk' }, expected: 'medium', why: ['OpenRisk'] },
  {
    name: 'open-and-high-later',
    risk: { state: 'atRisk', levelAggregated: 'high' },
    expected: 'high',
    why: ['OpenRisk'],
  },
  { name: 'level-high', risk: { levelDuringSignIn: 'high' }, expected: 'high', why: ['HighRiskSignIn'] },
  {
    name: 'level-medium',
    risk: { levelDuringSignIn: 'medium' },
    expected: 'medium',
    why: ['HighRiskSignIn'],
  },
  ...riskTypes.map((type): Case => ({
    name: `type-${type.toLowerCase()}`,
    risk: { eventTypes: [type] },
    expected: gravest.includes(type) ? 'high' : 'medium',
    why: [`RiskEvent:${type}`],
  })),
  {
    name: 'type-confirmed',
    risk: { eventTypes: ['adminConfirmedUserCompromised'] },
    expected: 'critical',
    why: ['ConfirmedCompromise', 'RiskEvent:adminConfirmedUserCompromised'],
  },
  { name: 'cross-tenant', changes: crossing, expected: 'low', why: ['CrossTenantMFABypass'] },
  {
    name: 'all-at-once',
    risk: { levelDuringSignIn: 'medium', state: 'atRisk', eventTypes: ['passwordSpray', 'generic'] },
    changes: crossing,
    expected: 'medium',
    why: ['HighRiskSignIn', 'OpenRisk', 'RiskEvent:passwordSpray', 'CrossTenantMFABypass'],
  },
  {
    name: 'confirmed-though-settled',
    risk: { ...grave, state: 'confirmedCompromised', detail: 'adminDismissedAllRiskForUser' },
    expected: 'critical',
    why: ['ConfirmedCompromise'],
  },
  {
    name: 'cross-tenant-with-settled-risk',
    risk: { ...grave, state: 'dismissed' },
    changes: crossing,
    expected: 'low',
    why: ['CrossTenantMFABypass'],
  },
];

const lookalikes: readonly Case[] = [
  ...settledStates.map((state): Case => ({
    name: `settled-${state.toLowerCase()}`,
    risk: { ...grave, state },
  })),
  ...settledDetails.map((detail): Case => ({
    name: `settled-${detail.toLowerCase()}`,
    risk: { ...grave, detail },
  })),
  {
    name: 'hidden',
    risk: {
      levelDuringSignIn: 'hidden',
      levelAggregated: 'hidden',
      detail: 'hidden',
      eventTypes: ['generic'],
    },
  },
  { name: 'level-low', risk: { levelDuringSignIn: 'low', levelAggregated: 'low' } },
  { name: 'level-none', risk: { levelAggregated: 'high' } },
  { name: 'unknown-type', risk: { eventTypes: ['newCountryPolicy', 'notPasswordSprayed'] } },
  { name: 'failed', risk: { ...grave, state: 'confirmedCompromised' }, changes: crossing, errorCode: 50126 },
  { name: 'no-home', changes: { ...crossing, ...tenants('', HOME) } },
  { name: 'no-resource', changes: { ...crossing, ...tenants(OTHER, '') } },
  { name: 'same-tenant', changes: { ...crossing, ...tenants(HOME, HOME.toUpperCase()) } },
  { name: 'two-factors', changes: { ...crossing, ...requirement('multiFactorAuthentication') } },
];

const cases = [...indicators, ...lookalikes];
/** Who must be named, at which severity and why. */
export const expected = new Map(
  indicators.map(({ name, expected: severity, why = [] }) => [nameOf(name), { severity, why }] as const),
);

function nameOf(name: string): string {
  return `${name}@tailspin.example`;
}

const tenant = composeTenant('cases');
export const caseSignIns = cases.map(({ name, risk, changes, errorCode }, index) => {
  const [user] = tenant.users;
  if (user === undefined) throw new Error('nobody works there');
  return composeUserSignIn(tenant, { ...user, principalName: nameOf(name) }, createRandom(name), {
    at: Date.parse('2026-03-10T09:00:00Z') + index * 1000,
    ...(errorCode === undefined ? {} : { errorCode }),
    changes: {
      ...tenants(HOME, HOME),
      ...requirement('singleFactorAuthentication'),
      risk: { ...noRisk, ...risk },
      ...changes,
    },
  });
});
