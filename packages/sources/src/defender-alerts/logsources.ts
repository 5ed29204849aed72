import type { LogsourceView } from '@interloper/plan';
import { tables } from './tables.js';

/**
 * No published Sigma rule is about these alerts (log-format reference, section 15); the services are called as those
 * of Azure's other logs are, by their table.
 */
const services: Readonly<Record<string, string>> = {
  SecurityAlert: 'securityalert',
  AlertInfo: 'alertinfo',
  AlertEvidence: 'alertevidence',
};

/** `product: azure`, `service: securityalert` and the other two. */
export const logsources: readonly LogsourceView[] = tables.map((table) => {
  const service = services[table.name];
  if (service === undefined) throw new Error(`${table.name} has no service`);
  return { ...table, name: `azure/${service}`, logsources: [{ product: 'azure', service }] };
});
