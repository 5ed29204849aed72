import { Option } from 'commander';
import type { AlertSeverity, Exclusion } from '@interloper/detect';
import { isoOfTicks, ticksOfIso } from '@interloper/plan';
import { startProgress } from '../terminal/progress.js';
import { say } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import { newestText } from '../workspace/extent.js';
import type { ScanResult } from '../workspace/scan.js';
import type { Action, Declare } from './command.js';
import {
  geoOption,
  threatIntelOption,
  externalOption,
  watchlistOption,
  contextOf,
  formatOption,
  nowOption,
  parseInstant,
  sourceOption,
  storeOption,
} from './options.js';
import type { ContextChoices } from './options.js';
import { printResult, printWhy, scanFormats } from './print-result.js';
import type { ScanFormat } from './print-result.js';
import { tellExclusions } from './tell-exclusions.js';

// As in @interloper/detect, which is not loaded for a mere --help.
const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const satisfies readonly AlertSeverity[];

interface Options extends ContextChoices {
  readonly format: ScanFormat;
  readonly store?: string;
  readonly source?: string;
  readonly detections?: string;
  readonly exclusions?: string;
  readonly languages: 'one' | 'all';
  readonly now?: bigint;
  readonly since?: bigint;
  readonly until?: bigint;
  readonly failOn?: AlertSeverity;
  readonly report?: string;
  readonly why?: string;
}

export const declareScan: Declare = (program, bind) => {
  program
    .command('scan')
    .summary('find the compromised accounts in logs')
    .description(
      'Reads logs, replays the detections over them, and names the compromised accounts, ranked, each with the reasons.\nFiles and folders are read recursively, plain, .gz or .zip, and recognised by their content.',
    )
    .argument('[path...]', 'files and folders; none with a --store that holds data')
    .addOption(formatOption(...scanFormats))
    .addOption(storeOption())
    .addOption(sourceOption())
    .addOption(watchlistOption())
    .addOption(externalOption())
    .addOption(threatIntelOption())
    .addOption(geoOption())
    .option(
      '--detections <path>',
      'detection packages, or analytics rules of Sentinel (YAML), to run instead of the shipped ones',
    )
    .option('--exclusions <file>', 'alerts that are known to be harmless, and why (docs/exclusions.md)')
    .addOption(
      new Option('--languages <which>', 'run each detection in one language, or in all and compare')
        .choices(['one', 'all'])
        .default('one'),
    )
    .addOption(nowOption())
    .addOption(new Option('--since <time>', 'begin the replay here').argParser(parseInstant))
    .addOption(new Option('--until <time>', 'end the replay here').argParser(parseInstant))
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when an alert is at least this severe').choices(
        SEVERITIES,
      ),
    )
    .option('--report <file>', 'also write the result as one HTML page, to read and to hand on')
    .option('--why <account>', 'print what the score of this account, by any of its names, is the sum of')
    .addHelpText(
      'after',
      `
Exit status: 2 when an input cannot be read, else 1 when --fail-on says so, else 0.

Examples:
  interloper scan examples
  interloper scan sign-ins.json.gz exports/ --format json > result.json
  interloper scan exports/ --report report.html
  interloper scan exports/ --why mina@alderfinch.example
  interloper scan exports/ --format ocsf > findings.ndjson
  interloper scan exports/ --since 2026-03-01 --until 2026-03-08 --fail-on high
  interloper scan exports/ --exclusions exclusions.yml --watchlist travel=travel.csv
  interloper scan exports/ --store case-42.duckdb
  interloper scan --store case-42.duckdb --languages all`,
    )
    .action(bind(scan));
};

const scan: Action<[readonly string[], Options]> = async (terminal, paths, options) => {
  const [{ openSession }, { runScan }, inputs] = await Promise.all([
    import('../workspace/session.js'),
    import('../workspace/scan.js'),
    import('./read-inputs.js'),
  ]);
  inputs.needInputs(paths, options);
  if (options.now !== undefined && (options.since !== undefined || options.until !== undefined))
    throw new UserError(
      '--now evaluates at one instant, --since and --until bound a replay: use one or the other',
    );
  if (options.why !== undefined && options.format !== 'text')
    throw new UserError('--why is text; in json, scoreParts of each account hold the same sum');
  if (options.report !== undefined) await (await import('./write-report.js')).checkReport(options.report);
  const exclusions = await exclusionsOf(options);
  const progress = startProgress(terminal);
  const session = await openSession(options.store, contextOf(options));
  try {
    const detections = await session.detections(options.detections);
    const read = await inputs.readInputs(
      session,
      paths,
      { ...options, unknown: 'refused' },
      terminal,
      progress,
    );
    const { now, since, until, languages } = options;
    const result = await runScan(session, {
      detections,
      languages,
      exclusions,
      ...(now === undefined ? {} : { now }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      onProgress: ({ detection, language, done, total }) =>
        progress.update(`running ${detection} in ${language}: ${done} of ${total} done`),
      signal: terminal.signal,
    });
    if (options.report !== undefined) {
      const { writeReport } = await import('./write-report.js');
      progress.update('writing the report');
      await writeReport(options.report, session, detections, result, terminal.signal);
    }
    progress.finish();
    sayNow(result, options, (text) => say(terminal, text));
    tellExclusions(result, (text) => say(terminal, text));
    if (options.why === undefined)
      await printResult(terminal, options.format, result, { detections, session });
    else await printWhy(terminal, options.why, result);
    if (options.report !== undefined) say(terminal, reportLine(options.report, result));
    return statusOf(inputs.hasUnreadable(read), result, options.failOn);
  } finally {
    progress.finish();
    await session.close();
  }
};

/** Where the report is, and what is in it: whoever sees the end of a long output sees this. */
function reportLine(file: string, { accounts }: ScanResult): string {
  const graded = SEVERITIES.toReversed().flatMap((severity) => {
    const number = accounts.filter((account) => account.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}`];
  });
  const found = graded.length === 0 ? 'no compromised account' : `accounts: ${graded.join(', ')}`;
  return `report: open ${file} in a browser (${found})`;
}

async function exclusionsOf({ exclusions: file }: Options): Promise<readonly Exclusion[]> {
  if (file === undefined) return [];
  return (await import('../context/exclusions-file.js')).readExclusionsFile(file);
}

/** The instant that `now` stands for is part of the answer: it is said when the user has not said it. */
function sayNow({ run }: ScanResult, { now }: Options, tell: (text: string) => void): void {
  if (now !== undefined) tell(`now is ${isoOfTicks(now)}, as asked`);
  else if (run.now === null) tell('no record has a time: nothing can be replayed');
  else {
    const { now: newest, implausible } = run;
    const to = ticksOfIso(newest) ?? 0n;
    const text = newestText({ from: to, to, implausible });
    tell(`now is ${text}; detections are replayed from ${run.from ?? ''} to ${run.to ?? ''}`);
  }
}

function statusOf(unreadable: boolean, { alerts }: ScanResult, failOn: AlertSeverity | undefined): number {
  if (unreadable) return 2;
  if (failOn === undefined) return 0;
  const least = SEVERITIES.indexOf(failOn);
  const severe = alerts.some(
    ({ severity, excluded }) => excluded === undefined && SEVERITIES.indexOf(severity) >= least,
  );
  return severe ? 1 : 0;
}
