import type { DetectionPackage } from '@interloper/detect';
import { print } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import type { ScanResult } from '../workspace/scan.js';
import type { Session } from '../workspace/session.js';

export const scanFormats = ['text', 'json', 'csv', 'ocsf', 'stix'] as const;

export type ScanFormat = (typeof scanFormats)[number];

/** Prints what the score of an account is the sum of; throws a `UserError` when no account with alerts is called so. */
export async function printWhy(terminal: Terminal, name: string, result: ScanResult): Promise<void> {
  const [{ renderWhy }, { accountsNamed }] = await Promise.all([
    import('@interloper/report'),
    import('../results/find-account.js'),
  ]);
  for (const [index, account] of accountsNamed(name, result).entries())
    await print(terminal, [
      ...(index === 0 ? [] : ['']),
      ...renderWhy(account, result.alerts, terminal.outScreen),
    ]);
}

/** Prints a scan's result in a format. */
export async function printResult(
  terminal: Terminal,
  format: ScanFormat,
  result: ScanResult,
  { detections, session }: { readonly detections: readonly DetectionPackage[]; readonly session: Session },
): Promise<void> {
  if (format === 'json') {
    await print(terminal, [JSON.stringify(result, undefined, 2)]);
    return;
  }
  const { renderAlertsCsv, renderOcsf, renderScan, renderStix } = await import('@interloper/report');
  switch (format) {
    case 'text':
      return print(terminal, renderScan(result, terminal.outScreen));
    case 'csv':
      // Its lines have their own ends.
      for (const line of renderAlertsCsv(result)) await terminal.out(line);
      return;
    case 'ocsf':
      return print(terminal, renderOcsf({ ...result, detections }));
    case 'stix':
      return print(terminal, [
        renderStix({ ...result, detections, intruders: await intrudersOf(result, detections, session) }),
      ]);
  }
}

/** The addresses that nobody but intruders was seen with: an office becomes no indicator. */
async function intrudersOf(
  result: ScanResult,
  detections: readonly DetectionPackage[],
  session: Session,
): Promise<ReadonlySet<string>> {
  const { runIndicators } = await import('../workspace/indicators.js');
  const found = await runIndicators(result, detections, session);
  const own = found.filter(({ type, exclusive }) => type === 'address' && exclusive === 'yes');
  return new Set(own.map(({ value }) => value.toLowerCase()));
}
