import { text } from '@interloper/plan';
import type { View, ViewColumn } from '@interloper/plan';
import { derived, named } from '../stored-log/views.js';
import { log } from './log.js';
import { rawColumns } from './names.js';

/** The fields that the Splunk Add-on for GitHub and the Common Information Model's Change add. */
const modelFields: readonly ViewColumn[] = [
  named(log, 'vendor_action', 'Action'),
  named(log, 'command', 'Action'),
  named(log, 'signature', 'Action'),
  named(log, 'src', 'ActorIp', ['src_ip']),
  named(log, 'src_user', 'Actor'),
  named(log, 'src_user_id', 'ActorId'),
  named(log, 'object', 'Repo'),
  named(log, 'object_id', 'RepoId'),
  named(log, 'http_user_agent', 'UserAgent'),
  derived('app', text('github')),
  derived('vendor_product', text('GitHub')),
];

/**
 * The sourcetypes of the Splunk Add-on for GitHub, and that of the HTTP Event Collector, to which GitHub streams:
 * published rules on enterprises name it.
 */
export const sourcetypes: readonly View[] = [
  ['github:enterprise:audit', 'GitHub audit log of an enterprise (Splunk Add-on for GitHub)'],
  ['github:cloud:audit', 'GitHub audit log of an organisation (Splunk Add-on for GitHub)'],
  ['httpevent', 'GitHub audit log, streamed to the HTTP Event Collector'],
].map(([name = '', title = '']) => ({
  name,
  title,
  scan: log.scan,
  columns: [named(log, '_time', 'EventTime'), ...rawColumns, ...modelFields],
  time: '_time',
  // The three names show the same events: one declares them.
  models: name === 'github:cloud:audit' ? [{ model: 'Change' as const }] : [],
}));
