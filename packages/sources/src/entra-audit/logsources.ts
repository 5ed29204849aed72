import { call, text } from '@interloper/plan';
import type { LogsourceView } from '@interloper/plan';
import { derived, named, stored, tableViews } from '../stored-log/views.js';
import { log } from './log.js';

/**
 * Names by which published Sigma rules call columns of AuditLogs, misspelt ones among them (log-format reference,
 * section 15). Case and a leading `properties.` need no alias.
 */
const ruleNames: Readonly<Record<string, readonly string[]>> = {
  AADOperationType: ['operationType', 'ActivityType'],
  InitiatedBy: ['Initiatied.By', 'Initiated.By'],
  Result: ['Status'],
  ResultDescription: ['ActivityDetails'],
  TargetResources: ['Target'],
};

/**
 * `properties.message` of half the published rules: the activity, with the portal's dash between words as a hyphen
 * (`Update application – Certificates and secrets management ` is meant by
 * `Update Application-Certificates and secrets management`).
 */
const message = call('trim', [
  call('replaceRegex', [stored(log, 'ActivityDisplayName'), text(String.raw`\s*[–—]\s*`), text('-')]),
]);

/** `product: azure`, `service: auditlogs`. */
export const logsources: readonly LogsourceView[] = tableViews(log, 'Azure AD').map((table) => ({
  ...table,
  name: 'azure/auditlogs',
  logsources: [{ product: 'azure', service: 'auditlogs' }],
  columns: [
    ...table.columns.map((item) => {
      const aliases = ruleNames[item.name];
      return aliases === undefined ? item : { ...item, aliases };
    }),
    derived('properties.message', message),
    named(log, 'CallerIpAddress', 'CallerIpAddress'),
    named(log, 'UserAgent', 'UserAgent'),
  ],
}));
