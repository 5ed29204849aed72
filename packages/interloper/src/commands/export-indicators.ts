import type { Indicator } from '@interloper/detect';
import { count, renderIndicatorsCsv } from '@interloper/report';
import { print, say } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import { withResult } from './with-result.js';
import type { ResultChoices } from './with-result.js';

/** What the export of indicators is told. */
export interface IndicatorChoices extends ResultChoices {
  readonly format: 'csv' | 'json';
  /** Those that are shared or named by low alerts alone, too. */
  readonly all?: true;
}

/** Writes what intruders came with to standard output; what others use, too, is counted on standard error. */
export async function exportIndicators(
  terminal: Terminal,
  paths: readonly string[],
  options: IndicatorChoices,
): Promise<number> {
  return withResult(terminal, paths, options, async ({ result, detections, session, unreadable }, tell) => {
    const { runIndicators } = await import('../workspace/indicators.js');
    tell('looking for who else uses what intruders came with');
    const found = await runIndicators(result, detections, session, terminal.signal);
    tell('');
    const listed =
      options.all === true
        ? found
        : found.filter(({ exclusive, severity }) => exclusive !== 'shared' && severity !== 'low');
    if (options.format === 'json') await print(terminal, [documentOf(listed, found, result.run)]);
    else for (const line of renderIndicatorsCsv(listed)) await terminal.out(line);
    sayJudgement(terminal, found, listed);
    return unreadable ? 2 : 0;
  });
}

function documentOf(
  indicators: readonly Indicator[],
  found: readonly Indicator[],
  run: { readonly version: string; readonly now: string | null },
): string {
  const { version, now } = run;
  return JSON.stringify(
    { indicators, leftOut: found.length - indicators.length, run: { version, now } },
    undefined,
    2,
  );
}

function sayJudgement(terminal: Terminal, found: readonly Indicator[], listed: readonly Indicator[]): void {
  const leftOut = found.length - listed.length;
  if (leftOut > 0)
    say(
      terminal,
      `${count(leftOut, 'value')} left out: accounts use them ordinarily, they are the organisation's own, or only alerts of low severity name them; --all lists them, with the reason`,
    );
  const unknown = found.filter(({ exclusive }) => exclusive === 'unknown').length;
  if (unknown > 0)
    say(
      terminal,
      `warning: nobody has looked who else uses ${count(unknown, 'value')} (exclusive: unknown): give the logs (paths or --store) beside --result before you block anything`,
    );
}
