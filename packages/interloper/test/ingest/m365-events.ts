import { composeTenant, composeUnifiedAudit } from '@interloper/emulate';
import type { UnifiedAuditEvent } from '@interloper/emulate';
import type { Files } from './ingest-files.js';

export const tenant = composeTenant('unified-audit', { users: 4 });
export const events = composeUnifiedAudit(tenant, Date.UTC(2026, 2, 11, 13, 2, 18));

export function filesOf(files: readonly { readonly path: string; readonly content: Uint8Array }[]): Files {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

/** A field of an event's own part as text; null without it. */
export function detail({ details }: UnifiedAuditEvent, name: string): string | null {
  const value = details[name];
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A Sigma rule for a service of Microsoft 365 with one selection, given as YAML lines. */
export function m365Rule(service: string, ...selection: readonly string[]): string {
  return [
    'title: Published names',
    'logsource:',
    '  product: m365',
    `  service: ${service}`,
    'detection:',
    '  selection:',
    ...selection.map((line) => `    ${line}`),
    '  condition: selection',
  ].join('\n');
}
