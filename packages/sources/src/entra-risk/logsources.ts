import type { LogsourceView } from '@interloper/plan';
import { ofTables, tableViews } from '../stored-log/views.js';
import { log } from './log.js';

/** Graph's and the portal's names of columns that differ by more than case (log-format reference, section 15). */
const aliases: Readonly<Record<string, readonly string[]>> = {
  IpAddress: ['callerIpAddress'],
};

const tables = tableViews(log, 'Azure AD').filter(({ name }) =>
  ['AADUserRiskEvents', 'AADRiskyUsers'].includes(name),
);

/**
 * `product: azure`, `service: riskdetection`: the detections on users, by `riskEventType`; and the users at risk, which
 * have none.
 */
export const logsources: readonly LogsourceView[] = tables
  .filter(({ name }) => name === 'AADUserRiskEvents')
  .map((table) => ({
    ...table,
    filter: ofTables(...tables.map(({ name }) => name)),
    name: 'azure/riskdetection',
    logsources: [{ product: 'azure', service: 'riskdetection' }],
    columns: [
      ...new Map(
        tables
          .toReversed()
          .flatMap(({ columns }) => columns)
          .map((item) => [item.name, item]),
      ).values(),
    ].map((item) => {
      const others = aliases[item.name];
      return others === undefined ? item : { ...item, aliases: others };
    }),
  }));
