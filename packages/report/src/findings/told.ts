import type { Account, Alert, DetectionPackage } from '@interloper/detect';
import type { ScanReport } from '../scan/scan.js';

/** What findings for other systems are made of. */
export interface Findings extends Pick<ScanReport, 'accounts' | 'alerts' | 'inputs'> {
  /** `now` is ISO 8601; null when no record has a time. */
  readonly run: { readonly version: string; readonly now: string | null };
  readonly detections: readonly FindingRule[];
  /**
   * The addresses, in lower case, that nobody but intruders was seen with: no other becomes an indicator. Undefined when
   * nobody has looked.
   */
  readonly intruders?: ReadonlySet<string>;
}

/** What of a detection goes with its findings. */
export type FindingRule = Pick<DetectionPackage, 'slug' | 'id' | 'title' | 'description' | 'attack'>;

/** The ranked account of each alert. */
export function accountsByAlert(accounts: readonly Account[]): ReadonlyMap<string, Account> {
  return new Map(accounts.flatMap((account) => account.alerts.map((id) => [id, account] as const)));
}

/** The name of an alert's technique, and its tactics. */
export function techniqueOf(
  { technique, detection }: Alert,
  rules: readonly FindingRule[],
): { readonly id: string; readonly name?: string; readonly tactics: readonly string[] } {
  const own = rules
    .filter(({ slug }) => slug === detection)
    .flatMap(({ attack }) => attack.filter((each) => each.technique === technique));
  const [first] = own;
  return {
    id: technique,
    ...(first === undefined ? {} : { name: first.name }),
    tactics: [...new Set(own.map(({ tactic }) => tactic))],
  };
}
