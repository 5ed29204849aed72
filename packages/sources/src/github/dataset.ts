import { and, bool, call, column, not } from '@interloper/plan';
import { isSet } from '../expressions.js';
import type { Dataset } from '../source.js';
import { precisions, words } from '../stored-log/repeats.js';
import { log } from './log.js';

/** Columns that published rules rest on. */
const expected = [
  'Action',
  'Actor',
  'ActorIp',
  'CountryCode',
  'EventTime',
  'Org',
  'Repo',
  'User',
  'UserAgent',
];

/** What a record may lack. */
const perAction = new Set(log.columns.flatMap(({ name, carried }) => (carried === undefined ? [] : [name])));

/** All audited actions. */
export const dataset: Dataset = {
  name: log.dataset,
  columns: log.columns,
  eventTime: 'EventTime',
  guard: and(isSet(column('LogTable', 'string')), isSet(column('Action', 'string'))),
  unconverted: 'Unconverted',
  repeats: {
    identity: ['EventKey'],
    compare: [
      ...precisions('Timestamp'),
      ...words(
        log,
        'ActorId',
        'ActorIp',
        'AlertNumber',
        'BlockedUser',
        'Branch',
        'Business',
        'Config',
        'CountryCode',
        'Data',
        'DocumentId',
        'Explanation',
        'HashedToken',
        'HeadSha',
        'HookId',
        'Integration',
        'Message',
        'Name',
        'Number',
        'OauthApplication',
        'OldPermission',
        'OperationType',
        'Org',
        'Permission',
        'PreviousVisibility',
        'ProgrammaticAccessType',
        'PullRequestId',
        'Reason',
        'Repo',
        'Repository',
        'RequestId',
        'RulesetName',
        'RunAttempt',
        'RunNumber',
        'Source',
        'Team',
        'TokenId',
        'TransportProtocolName',
        'UrlPath',
        'User',
        'UserAgent',
        'Visibility',
        'WorkflowRunId',
      ),
    ],
  },
  // In rows of a whole export, what is not there was not in the record.
  expected: expected.map((name) => ({
    column: name,
    where: perAction.has(name) ? not(call('isTrue', [column('Complete', 'bool')])) : bool(true),
  })),
};
