import type { SignIn } from './sign-in.js';
import type { Tenant, TenantGuest, TenantUser } from './tenant.js';

/** A story told in sign-ins, with the answer that an analyst would give. */
export interface SignInScenario {
  readonly id: string;
  readonly title: string;
  readonly kind: 'attack' | 'benign';
  readonly compose: (tenant: Tenant, options: ScenarioOptions) => ScenarioOutcome;
}

export interface ScenarioOptions {
  /** When the story's first sign-in happens: milliseconds since 1970. */
  readonly at: number;
  /** Whom it happens to; default one that the tenant's seed draws. Guests' stories take a guest. */
  readonly person?: TenantUser | TenantGuest;
  /** Identity Protection's type, where the story has one. */
  readonly riskEventType?: string;
  /** Risk level, where the story has one. */
  readonly level?: 'low' | 'medium' | 'high';
}

export interface ScenarioOutcome {
  /** In order of time. */
  readonly events: readonly SignIn[];
  /** Accounts that must be named. */
  readonly compromised: readonly CompromisedAccount[];
  /** Accounts that appear and must not be named because of these events. */
  readonly notCompromised: readonly ClearedAccount[];
}

export interface CompromisedAccount {
  readonly account: string;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  /**
   * Indicators: `ConfirmedCompromise`, `HighRiskSignIn` (level medium or high), `OpenRisk` (state atRisk),
   * `RiskEvent:<type>`, `CrossTenantMFABypass`.
   */
  readonly why: readonly string[];
}

export interface ClearedAccount {
  readonly account: string;
  readonly why: string;
}
