import { isRecord } from '../observed-names.js';
import { isAuditRecord } from '../m365-audit/shapes/record.js';
import { jsonFields, plainFields } from '../m365-audit/record-fields.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/** Names inside the arrays and objects of records. */
const inner =
  'ID Type Value AADSessionId UniqueTokenId IssuedAtTime APIId FolderItems InternetMessageId Path UPN';

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
    const data = record['auditData'];
    if (isRecord(data)) return !('Operation' in data) && isAuditRecord(spelled(bare(data)));
    return !('Operation' in record) && 'operation' in record && isAuditRecord(spelled(record));
  },
  rewrite: (record) => {
    const data = record['auditData'];
    return isRecord(data) ? { ...record, auditData: spelled(bare(data)) } : spelled(record);
  },
};

function bare(data: JsonRecord): JsonRecord {
  const { additionalProperties, AdditionalProperties = additionalProperties, ...rest } = data;
  return isRecord(AdditionalProperties) ? { ...AdditionalProperties, ...rest } : rest;
}

function spelled(record: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      spellings.get(name.toLowerCase()) ?? name,
      spelledValue(value),
    ]),
  );
}

function spelledValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelledValue);
  return isRecord(value) ? spelled(value) : value;
}
