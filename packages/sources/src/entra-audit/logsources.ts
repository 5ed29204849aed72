import { call, long, text } from '@interloper/plan';
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

/**
 * Properties that a consent to an application sets, which published rules name by themselves; their new values are JSON in
 * text (`"False"`).
 */
const consent = [
  'ConsentContext.IsAdminConsent',
  'ConsentContext.OnBehalfOfAll',
  'ConsentAction.Permissions',
].map((name) => {
  const changed = call('path', [stored(log, 'TargetResources'), long(0), text('modifiedProperties')]);
  const value = call('namedProperty', [changed, text('displayName'), text(name), text('newValue')]);
  return derived(name, call('replaceRegex', [value, text('^"|"$'), text('')]));
});

/** `product: azure`, `service: auditlogs`; some published rules say `audit`. */
export const logsources: readonly LogsourceView[] = tableViews(log, 'Azure AD').map((table) => ({
  ...table,
  name: 'azure/auditlogs',
  logsources: [
    { product: 'azure', service: 'auditlogs' },
    { product: 'azure', service: 'audit' },
  ],
  columns: [
    ...table.columns.map((item) => {
      const aliases = ruleNames[item.name];
      return aliases === undefined ? item : { ...item, aliases };
    }),
    derived('properties.message', message),
    ...consent,
    named(log, 'CallerIpAddress', 'CallerIpAddress'),
    named(log, 'UserAgent', 'UserAgent'),
  ],
}));
