import { isRecord } from '../observed-names.js';
import { isAuditRecord } from '../m365-audit/shapes/record.js';
import { jsonFields, plainFields } from '../m365-audit/record-fields.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/** Names inside the arrays and objects of records. */
const inner =
  'Type Value AADSessionId UniqueTokenId IssuedAtTime APIId FolderItems InternetMessageId Path UPN';

/** The record's spelling of each name. */
const spellings: ReadonlyMap<string, string> = new Map(
  [...inner.split(' '), ...jsonFields, ...plainFields].map((name) => [name.toLowerCase(), name]),
);

/**
 * Records of the unified audit log whose names a tool has written in another case: small letters (lakes), camel case
 * (PowerShell's Graph module, where they lie in `auditData`, perhaps below `additionalProperties`).
 */
export const auditNames: Rewrite = {
  id: 'audit-names',
  title: 'Unified audit log with names in another case',
  recognises: (record) => {
    const data = dataOf(record);
    if (data !== undefined) return !('Operation' in data) && isAuditRecord(spelled(bare(data)));
    return !('Operation' in record) && 'operation' in record && isAuditRecord(spelled(record));
  },
  rewrite: (record) => {
    const data = dataOf(record);
    return spelled(data === undefined ? record : bare(data));
  },
};

/** The record inside what Graph writes around it. */
function dataOf({ auditData, AuditData = auditData }: JsonRecord): JsonRecord | undefined {
  return isRecord(AuditData) ? AuditData : undefined;
}

function bare(data: JsonRecord): JsonRecord {
  const { additionalProperties, AdditionalProperties = additionalProperties, ...rest } = data;
  return isRecord(AdditionalProperties) ? { ...AdditionalProperties, ...rest } : rest;
}

function spelled(record: JsonRecord, list?: string): JsonRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      const known = spellingOf(name, list);
      return [known, spelledValue(value, known)];
    }),
  );
}

/** Names inside lists begin with a capital, or have been changed; the people of logons have an `ID`, all else an `Id`. */
function spellingOf(name: string, list: string | undefined): string {
  if (list !== undefined && !/^[a-z]/.test(name)) return name;
  if (name.toLowerCase() === 'id' && (list === 'Actor' || list === 'Target')) return 'ID';
  return spellings.get(name.toLowerCase()) ?? name;
}

function spelledValue(value: unknown, list: string): unknown {
  if (Array.isArray(value)) return value.map((item) => spelledValue(item, list));
  return isRecord(value) ? spelled(value, list) : value;
}
