import type { SignInScenario } from './scenario.js';
import { confirmedCompromise } from './scenarios/confirmed-compromise.js';
import { crossTenantSingleFactor } from './scenarios/cross-tenant-single-factor.js';
import { emptyRiskTypes } from './scenarios/empty-risk-types.js';
import { failureWithRisk } from './scenarios/failure-with-risk.js';
import { guestWithMfa } from './scenarios/guest-with-mfa.js';
import { hiddenLevels } from './scenarios/hidden-levels.js';
import { impossibleTravel } from './scenarios/impossible-travel.js';
import { lateVerdict } from './scenarios/late-verdict.js';
import { leakedCredentials } from './scenarios/leaked-credentials.js';
import { managedIdentity } from './scenarios/managed-identity.js';
import { missingResourceTenant } from './scenarios/missing-resource-tenant.js';
import { passwordSpray } from './scenarios/password-spray.js';
import { riskConfirmedSafe } from './scenarios/risk-confirmed-safe.js';
import { riskDismissed } from './scenarios/risk-dismissed.js';
import { riskRemediated } from './scenarios/risk-remediated.js';
import { riskySignIn } from './scenarios/risky-sign-in.js';
import { servicePrincipal } from './scenarios/service-principal.js';
import { sharedOffice } from './scenarios/shared-office.js';
import { traveller } from './scenarios/traveller.js';
import { withdrawnVerdict } from './scenarios/withdrawn-verdict.js';

/** Every scenario, one file each in scenarios/; a test compares the folder with this list. */
const scenarios: readonly SignInScenario[] = [
  riskySignIn,
  confirmedCompromise,
  leakedCredentials,
  passwordSpray,
  impossibleTravel,
  lateVerdict,
  crossTenantSingleFactor,
  emptyRiskTypes,
  failureWithRisk,
  guestWithMfa,
  hiddenLevels,
  managedIdentity,
  missingResourceTenant,
  riskConfirmedSafe,
  riskDismissed,
  riskRemediated,
  servicePrincipal,
  sharedOffice,
  traveller,
  withdrawnVerdict,
];

/** The scenarios by id: attacks first, then what only looks like one. */
export const signInScenarios: ReadonlyMap<string, SignInScenario> = new Map(
  scenarios.map((scenario) => [scenario.id, scenario]),
);
