import type { AsimSchema } from './asim-schema.js';
import { auditEvent } from './schemas/audit-event.js';
import { authentication } from './schemas/authentication.js';
import { userManagement } from './schemas/user-management.js';

/** The schemas that logs here fill. */
export const filledSchemas: readonly AsimSchema[] = [authentication, auditEvent, userManagement];

/** The others, by the names that their functions have behind `_Im_`, `_ASim_`, `im` and `ASim`. */
export const unfilledSchemas: Readonly<Record<string, readonly string[]>> = {
  AlertEvent: ['AlertEvent'],
  AssetEntity: ['AssetEntity'],
  DhcpEvent: ['DhcpEvent', 'Dhcp'],
  Dns: ['Dns'],
  FileEvent: ['FileEvent'],
  NetworkSession: ['NetworkSession'],
  ProcessEvent: ['ProcessEvent', 'ProcessCreate', 'ProcessTerminate', 'Process'],
  RegistryEvent: ['RegistryEvent', 'Registry'],
  WebSession: ['WebSession'],
};

/** The name of a parser taken apart: `_Im_Authentication_SigninLogsV04`. */
export interface ParserName {
  /** The schema as the name has it. */
  readonly schema: string;
  readonly filters: boolean;
  /** Which parser of the schema; undefined for the one over all logs. Its version is left out. */
  readonly parser?: string;
}

const SCHEMAS = [...filledSchemas.map(({ id }) => id), ...Object.values(unfilledSchemas).flat()]
  .toSorted((one, other) => other.length - one.length)
  .join('|');

const PARSER = new RegExp(`^(_Im_|_ASim_|im|vim|ASim)(${SCHEMAS})(?:_?([A-Za-z0-9]+?))?(?:_?V\\d\\d)?$`);

/**
 * What a name of an ASIM parser says; undefined when it is none.
 * https://learn.microsoft.com/azure/sentinel/normalization-parsers-overview
 */
export function parserName(name: string): ParserName | undefined {
  const [, prefix, schema, parser] = PARSER.exec(name) ?? [];
  if (prefix === undefined || schema === undefined) return undefined;
  const filters = prefix !== '_ASim_' && prefix !== 'ASim';
  return { schema, filters, ...(parser === undefined ? {} : { parser }) };
}
