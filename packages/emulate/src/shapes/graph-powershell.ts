import { isJsonArray, isJsonObject, type Json } from '../json.js';
import { graphBetaSignIn } from '../records/graph-beta.js';
import { allTables, type SignInShape } from '../shape.js';
import { powerShellDate } from '../time.js';

/**
 * `Get-MgBetaAuditLogSignIn | ConvertTo-Json`: PascalCase names without underscores, an empty
 * `AdditionalProperties` on every object, dates in the user's locale (reference, section 2.2).
 */
export const graphPowerShell: SignInShape = {
  id: 'graph-powershell',
  title: 'Graph PowerShell, ConvertTo-Json',
  tables: allTables,
  precision: 'seconds',
  lacks: [],
  write: (events, { dates = 'locale' }) => {
    const records = events.map((event) => {
      const signIn = graphBetaSignIn(event);
      if (dates === 'iso') return pascal(signIn);
      return pascal({ ...signIn, createdDateTime: powerShellDate(event.createdDateTime) });
    });
    // One object is not wrapped: ConvertTo-Json writes an array only for several.
    const document = records.length === 1 ? (records[0] ?? null) : records;
    return [{ path: 'graph-powershell/SignInLogs.json', body: `${JSON.stringify(document, null, 2)}\n` }];
  },
};

function pascal(value: Json): Json {
  if (isJsonArray(value)) return value.map(pascal);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [pascalName(key), pascal(inner)] as const);
  return Object.fromEntries([...entries, ['AdditionalProperties', {}] as const]);
}

function pascalName(name: string): string {
  return name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
