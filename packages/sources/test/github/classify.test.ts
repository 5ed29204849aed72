import { describe, expect, test } from 'vitest';
import { classify } from '../../src/classify.js';

// Log-format reference, section 10.
describe('records of GitHub', () => {
  test.each([
    [
      'a record',
      { '@timestamp': 1741611465102, _document_id: 'x', action: 'user.login', actor: 'maren-okada' },
      'github-record',
    ],
    ['the least that has been seen', { action: 'repo.update', actor: 'dev', repo: 'o/r' }, 'github-record'],
    [
      'a row of the web page’s CSV',
      { action: 'org.add_member', actor: 'dev', 'actor_location.country_code': 'PT', 'data.team': '' },
      'github-record',
    ],
    [
      'a row of the first connector',
      { TimeGenerated: 'x', Type: 'GitHubAuditLogPolling_CL', action_s: 'repo.create' },
      'github-polling-row',
    ],
    [
      'one that names no table',
      { action_s: 'repo.create', created_at_d: '1741611465102' },
      'github-polling-row',
    ],
    [
      'a row of the connector for streams',
      { TimeGenerated: 'x', Type: 'GitHubAuditLogsV3_CL', Action: 'repo.create' },
      'github-table-row',
    ],
    [
      'a row of a query',
      { Action: 'repo.create', Actor: 'dev', CreatedAt: 1741611465102, Org: 'o' },
      'github-table-row',
    ],
  ])('%s', (_, record, shape) => {
    expect(classify(record)).toMatchObject({ kind: 'shape', source: { id: 'github' }, shape: { id: shape } });
  });

  test.each([
    ['an application’s own log', { action: 'user.login', actor: 'dev', created_at: '2026-03-12' }],
    ['a webhook delivery', { action: 'created', repository: { id: 1 }, sender: { login: 'dev' } }],
    ['an audit log whose actor is an object', { action: 'file.downloaded', actor: { id: 1 }, org: 'o' }],
    ['a firewall’s log', { action: 'allow', src: '192.0.2.1', org: 'o' }],
  ])('%s is none', (_, record) => {
    const found = classify(record);
    expect(found.kind === 'shape' ? found.source.id : found.kind).not.toBe('github');
  });
});
