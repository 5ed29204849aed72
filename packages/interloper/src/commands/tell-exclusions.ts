import type { ScanResult } from '../workspace/scan.js';

/**
 * Says which exclusions were refused because an alert is a confirmed compromise, and which do not do what they were
 * written for: over, without a match, without their watchlist.
 */
export function tellExclusions(
  { exclusions, alerts }: Pick<ScanResult, 'exclusions' | 'alerts'>,
  tell: (text: string) => void,
): void {
  const accountOf = new Map(alerts.map(({ id, account }) => [id, account]));
  for (const { file, line, reason, refused, remarks } of exclusions) {
    const entry = `${file}:${line} (${reason})`;
    if (refused.length > 0) {
      const accounts = [...new Set(refused.map((id) => accountOf.get(id) ?? id))].join(', ');
      tell(`${entry}: refused, a confirmed compromise is never excluded: ${accounts}`);
    }
    if (remarks.length > 0) tell(`${entry}: ${remarks.join('; ')}`);
  }
}
