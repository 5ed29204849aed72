import { readFile } from 'node:fs/promises';
import { Option } from 'commander';
import type { Alert, DetectionPackage, DocumentKind } from '@interloper/detect';
import { makeOut, renderMadeOut, renderMadeOutMarkdown, timeOf, visible } from '@interloper/report';
import type { PlaybookSubject } from '@interloper/report';
import type { SavedResult } from '../results/read-result.js';
import { print, say } from '../terminal/terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { Action, Declare } from './command.js';
import { formatOption } from './options.js';
import { addResultOptions, withResult } from './with-result.js';
import type { ResultChoices } from './with-result.js';

const KINDS = ['playbook', 'investigation', 'tuning'] as const satisfies readonly DocumentKind[];

interface Options extends ResultChoices {
  readonly format: 'text' | 'markdown';
  readonly with: DocumentKind;
}

export const declarePlaybook: Declare = (program, bind) => {
  const command = program
    .command('playbook')
    .summary('print what to do about an alert, with its account, address and time filled in')
    .description(
      "Prints the playbook of an alert's detection with the account, address, time and what else the evidence says filled in. The alert comes from the result of a scan, or from a scan of the paths. A detection's name prints its playbook as it stands.",
    )
    .argument('<alert>', "an alert's id, or a detection by name")
    .argument('[path...]', 'files and folders to scan; none with --result or a --store that holds data')
    .addOption(new Option('--with <text>', 'which text to print').choices(KINDS).default('playbook'))
    .addOption(formatOption('text', 'markdown'));
  addResultOptions(command)
    .addHelpText(
      'after',
      `
A value on which a shell would act is not put into commands; the reason is told.
Exit status: 2 when there is no such alert or detection, or an input cannot be read, else 0.

Examples:
  interloper scan exports/ --format json > scan.json
  interloper playbook 01bbab19762917cc --result scan.json
  interloper playbook 01bbab19762917cc exports/ --format markdown > ticket.md
  interloper playbook 01bbab19762917cc --result scan.json --with investigation
  interloper playbook password-spray`,
    )
    .action(bind(playbook));
};

const playbook: Action<[string, readonly string[], Options]> = async (terminal, name, paths, options) => {
  const { loadedDetections } = await import('../workspace/detections.js');
  const known = await loadedDetections(options.detections);
  const asked = known.find(({ slug }) => slug === name.toLowerCase());
  if (asked !== undefined) {
    await printText(terminal, asked, options);
    return 0;
  }
  if (options.result === undefined && options.store === undefined && paths.length === 0)
    throw new UserError(
      `there is no detection ${visible(name)} (interloper detections lists them); for an alert, give the result of a scan (--result scan.json) or the paths to scan`,
    );
  return withResult(terminal, paths, options, async ({ result, detections, unreadable }, progress) => {
    const alert = alertOf(name, result);
    const detection = detections.find(({ slug }) => slug === alert.detection);
    if (detection === undefined)
      throw new UserError(
        `the alert is of ${alert.detection}, which is not among the detections: give the folder that holds it with --detections`,
      );
    progress('');
    await printText(terminal, detection, options, alert, subjectOf(alert, result));
    return unreadable ? 2 : 0;
  });
};

/** So many alerts are named when the one asked for is not there. */
const MOST_NAMED = 20;

function alertOf(id: string, { alerts }: SavedResult): Alert {
  const found = alerts.find((alert) => alert.id === id.toLowerCase());
  if (found !== undefined) return found;
  if (alerts.length === 0) throw new UserError(`there is no alert ${visible(id)}: the scan has none`);
  const named = alerts
    .slice(0, MOST_NAMED)
    .map(
      (alert) =>
        `  ${alert.id}  ${alert.severity.padEnd(8)}  ${timeOf(alert.time)}  ${alert.detection}  ${visible(alert.account)}`,
    );
  const more = alerts.length - named.length;
  throw new UserError(
    [
      `there is no alert ${visible(id)}; there are`,
      ...named,
      ...(more > 0 ? [`  and ${more} more`] : []),
    ].join('\n'),
  );
}

/** The alert alone: other alerts of its account have playbooks of their own. */
function subjectOf(alert: Alert, { accounts }: SavedResult): PlaybookSubject {
  const account = accounts.find(({ alerts }) => alerts.includes(alert.id));
  return { account: account?.account ?? alert.account, aliases: account?.aliases ?? [], alerts: [alert] };
}

async function printText(
  terminal: Terminal,
  { slug, documents }: DetectionPackage,
  { with: kind, format }: Options,
  alert?: Alert,
  subject?: PlaybookSubject,
): Promise<void> {
  const file = documents[kind];
  if (file === undefined) {
    const others = KINDS.filter((each) => documents[each] !== undefined);
    throw new UserError(
      `${slug} has no ${kind}${others.length === 0 ? ', nor another text' : `; it has ${others.join(', ')}`}`,
    );
  }
  const made = makeOut(await readFile(file, 'utf8'), subject);
  if (alert === undefined) say(terminal, 'as it stands: give the id of an alert to have it filled in');
  else
    say(
      terminal,
      `alert ${alert.id}: ${alert.title}, ${alert.severity}, ${alert.account}, ${timeOf(alert.time)}`,
    );
  if (format === 'markdown') await print(terminal, [renderMadeOutMarkdown(made).trimEnd()]);
  else await print(terminal, renderMadeOut(made, terminal.outScreen));
}
