import type { SignIn } from '@interloper/emulate';

const settled = new Set(['remediated', 'dismissed', 'confirmedSafe']);

/**
 * The accounts that an analyst would name, by the rules of the seeds and section 0 of the log-format
 * reference: a successful sign-in of a person with an unsettled risk, or a single factor across two tenants
 * that are both known. Of several records of one sign-in the one written last stands.
 */
export function namedAccounts(events: readonly SignIn[]): readonly string[] {
  const named = new Set<string>();
  const latest = new Map<string, SignIn>();
  for (const event of events.toSorted((left, right) => (left.recordTime < right.recordTime ? -1 : 1))) {
    latest.set(event.id, event);
  }
  for (const { status, user, risk, authentication, homeTenantId, resource } of latest.values()) {
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
