import type { SignIn } from '@interloper/emulate';

const settled = new Set(['remediated', 'dismissed', 'confirmedSafe']);

/**
 * The accounts that an analyst would name, by the rules of the seeds and section 0 of the log-format
 * reference: a successful sign-in of a person with an unsettled risk, or a single factor across two tenants
 * that are both known.
 */
export function namedAccounts(events: readonly SignIn[]): readonly string[] {
  const named = new Set<string>();
  for (const { status, user, risk, authentication, homeTenantId, resource } of events) {
    if (user === null || status.errorCode !== 0 || settled.has(risk.state)) continue;
    const risky =
      ['medium', 'high'].includes(risk.levelDuringSignIn) ||
      ['atRisk', 'confirmedCompromised'].includes(risk.state) ||
      risk.eventTypes.some((type) => type !== 'generic');
    const acrossTenants =
      authentication.requirement === 'singleFactorAuthentication' &&
      Boolean(homeTenantId) &&
      Boolean(resource.tenantId) &&
      homeTenantId !== resource.tenantId;
    if (risky || acrossTenants) named.add(user.principalName);
  }
  return [...named].toSorted();
}
