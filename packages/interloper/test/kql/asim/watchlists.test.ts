import { afterAll, describe, expect, test } from 'vitest';
import type { QueryResult } from 'interloper';
import { runCli } from '../../cli/captured.js';
import { folderOf } from '../../cli/sign-ins.js';
import { BERN, consoleLogin, entraSignIn, iamUser, userProperties } from './records.js';

const folder = folderOf({
  'entra.json': JSON.stringify(
    entraSignIn({
      id: 'entra',
      time: '2026-03-12T08:00:00Z',
      category: 'SignInLogs',
      code: 0,
      properties: userProperties('maren'),
      address: '192.0.2.7',
      place: BERN,
    }),
  ),
  'aws.json': JSON.stringify(consoleLogin('aws', '2026-03-12T08:30:00Z', iamUser('ola'), '192.0.2.8')),
  // Microsoft's page: the names of the functions, `Exclude` before them.
  'off.csv': [
    'CallerContext,SourceSpecificParser',
    'Exclude_Im_Authentication,Exclude_Im_Authentication_AWSCloudTrail',
    'ExcludeASimAuthentication,Any',
    'Any,ExcludevimAuthenticationSigninLogs',
  ].join('\n'),
  'sources.csv': ['SourceType,Source', 'gateway,gate-1', 'gateway,gate-2', 'proxy,proxy-1'].join('\n'),
});
afterAll(folder.remove);

async function rows(text: string): Promise<QueryResult['rows']> {
  const { out } = await runCli([
    'query',
    folder.file('entra.json'),
    folder.file('aws.json'),
    '--kql',
    text,
    '--format',
    'json',
    '--watchlist',
    `ASimDisabledParsers=${folder.file('off.csv')}`,
    '--watchlist',
    `ASimSourceType=${folder.file('sources.csv')}`,
  ]);
  const { rows: found, diagnostics } = JSON.parse(out) as QueryResult;
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return found;
}

describe('ASimDisabledParsers', () => {
  test.each<readonly [call: string, ids: readonly string[]]>([
    ['_Im_Authentication', ['entra']],
    ['imAuthentication()', ['aws']],
    ['ASimAuthentication', []],
    ['_ASim_Authentication', ['aws', 'entra']],
    // A parser that a rule names is asked, whatever the list says.
    ['_Im_Authentication_AWSCloudTrail', ['aws']],
  ])('%s', async (call, ids) => {
    const found = await rows(`${call} | sort by EventOriginalUid asc | project EventOriginalUid`);
    expect(found.flat()).toEqual(ids);
  });

  test('is read by a function', async () => {
    const found = await rows(
      "_ASIM_GetDisabledParsers('ExcludeASimAuthentication') | sort by SourceSpecificParser asc",
    );
    expect(found).toEqual([['Any'], ['ExcludevimAuthenticationSigninLogs']]);
  });
});

describe('watchlists as they are stored', () => {
  test('have their items in a bag', async () => {
    expect(
      await rows(
        "_ASIM_GetWatchlistRaw('ASimSourceType', dynamic(['proxy'])) | project SearchKey, WatchlistItem.Source",
      ),
    ).toEqual([['proxy', 'proxy-1']]);
    expect(await rows("_ASIM_GetWatchlistRaw('nothing')")).toEqual([]);
    expect(await rows("_ASIM_GetWatchlistsRaw(dynamic(['nothing', 'ASimSourceType'])) | count")).toEqual([
      [3],
    ]);
  });

  test('say which sources are of a type', async () => {
    expect(await rows("print Sources = array_sort_asc(_ASIM_GetSourceBySourceType('gateway'))")).toEqual([
      [['gate-1', 'gate-2']],
    ]);
  });
});
