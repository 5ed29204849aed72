import { InvalidArgumentError, Option } from 'commander';
import type { Investigation, NoEvents, SeveralAccounts } from '@interloper/detect';
import { nearestNames } from '../results/nearest-names.js';
import { namesOf } from '../results/find-account.js';
import type { SavedResult } from '../results/read-result.js';
import { print } from '../terminal/terminal.js';
import { UserError } from '../user-error.js';
import type { Action, Declare } from './command.js';
import { formatOption } from './options.js';
import { needInputs } from './read-inputs.js';
import { addResultOptions, withResult } from './with-result.js';
import type { ResultChoices } from './with-result.js';

interface Options extends ResultChoices {
  readonly format: 'text' | 'json';
  readonly limit: number;
}

export const declareInvestigate: Declare = (program, bind) => {
  const command = program
    .command('investigate')
    .summary('follow an account through all logs: its events, what it touched, who else')
    .description(
      'Shows what the logs say of an account under all of its names: its events in order of time with the alerts that they are evidence of, from where and with what it came, what it touched, and the other accounts that came from the same addresses, programs, sessions or keys. Alerts come from the result of a scan, else the data is scanned first.',
    )
    .argument('<account>', 'an account by any of its names')
    .argument('[path...]', 'files and folders; none with a --store that holds data')
    .addOption(formatOption('text', 'json'))
    .addOption(
      new Option('--limit <events>', 'how many events are listed; the others are counted')
        .argParser(parseLimit)
        .default(500),
    );
  addResultOptions(command)
    .addHelpText(
      'after',
      `
Exit status: 2 when no log has an event of the account, its name is that of
several, or an input cannot be read, else 0.

Examples:
  interloper investigate mina@alderfinch.example exports/
  interloper investigate arn:aws:iam::111122223333:user/ci exports/ --since 2026-03-01
  interloper scan exports/ --store case-42.duckdb --format json > scan.json
  interloper investigate mina@alderfinch.example --store case-42.duckdb --result scan.json
  interloper investigate mina@alderfinch.example --store case-42.duckdb --limit 5000 --format json`,
    )
    .action(bind(investigateAccount));
};

const investigateAccount: Action<[string, readonly string[], Options]> = async (
  terminal,
  account,
  paths,
  options,
) => {
  needInputs(paths, options);
  return withResult(terminal, paths, options, async ({ result, detections, session, unreadable }, tell) => {
    if (session === undefined) throw new Error('an investigation has data');
    const { runInvestigation } = await import('../workspace/investigate.js');
    tell(`following ${account}`);
    const { since, until, now, limit } = options;
    const found = await runInvestigation(session, {
      account,
      result,
      detections,
      limit,
      signal: terminal.signal,
      ...(since === undefined ? {} : { since }),
      ...(until === undefined && now === undefined ? {} : { until: until ?? now }),
    });
    tell('');
    const investigation = foundOnly(found, account, result);
    if (options.format === 'json') await print(terminal, [JSON.stringify(investigation, undefined, 2)]);
    else {
      const { renderInvestigation } = await import('@interloper/report');
      await print(terminal, renderInvestigation(investigation, terminal.outScreen));
    }
    return unreadable ? 2 : 0;
  });
};

/** The investigation; throws a `UserError` when the name is nobody's, or several accounts'. */
function foundOnly(
  found: Investigation | SeveralAccounts | NoEvents,
  account: string,
  { accounts }: SavedResult,
): Investigation {
  if ('timeline' in found) return found;
  if ('several' in found)
    throw new UserError(
      [
        `${account} is the name of ${found.several.length} accounts; name the one that is meant by another name`,
        ...found.several.map((names) => `  ${names.join(', ')}`),
      ].join('\n'),
    );
  const nearest = nearestNames(account, accounts.flatMap(namesOf));
  const hint = nearest.length === 0 ? '' : `; names like it that have alerts: ${nearest.join(', ')}`;
  const looked = found.looked.length === 0 ? 'no log holds events' : `looked at ${found.looked.join(', ')}`;
  throw new UserError(`no log has an event of ${account} in that time (${looked})${hint}`);
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new InvalidArgumentError('Give a whole number above 0.');
  return limit;
}
