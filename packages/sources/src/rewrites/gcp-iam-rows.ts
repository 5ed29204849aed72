import { parseFirst } from '../files/repeated-names.js';
import { iamColumns } from '../gcp-audit/iam-table.js';
import type { Rewrite } from './rewrite.js';

const placeOf = new Map(iamColumns.map(({ name, path }) => [name, path]));

/** Objects that columns beyond the known ones belong to: `payload_request_foo_s`. */
const objects: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^payload_(request|response|serviceData|metadata|status)_/, ['protoPayload']],
  [/^payload_(authenticationInfo|requestMetadata|resourceLocation)_/, ['protoPayload']],
  [/^resource_(labels)_/, ['resource']],
  [/^(labels)_/, []],
  [/^(operation)_/, []],
];

/**
 * Rows of Sentinel's custom table `GCP_IAM_CL`: log entries with every value in a column of its own and the type behind
 * its name. They become entries again; values stay text, but for arrays.
 */
export const gcpIamRows: Rewrite = {
  id: 'gcp-iam-rows',
  title: 'Google Cloud IAM rows (GCP_IAM_CL)',
  recognises: (record) =>
    record['Type'] === 'GCP_IAM_CL'
      ? !('protoPayload' in record)
      : 'payload_methodName_s' in record && 'payload_serviceName_s' in record,
  rewrite: (record) => {
    const entry: Record<string, unknown> = { Type: 'GCP_IAM_CL' };
    for (const [written, value] of Object.entries(record)) {
      if (value === '' || value === null || value === undefined) continue;
      const name = written.replace(/ \[UTC\]$/, '');
      put(entry, placeOf.get(name) ?? guess(name), typed(name, value));
    }
    return entry;
  },
};

/** Where a column that the connector did not have when this was written belongs. */
function guess(name: string): readonly string[] {
  for (const [pattern, above] of objects) {
    const match = pattern.exec(name);
    if (match !== null) {
      const inner = name.slice(match[0].length).replace(/_[sdbtg]$/, '');
      return [...above, match[1] ?? '', inner.replace(/^_/, '@')];
    }
  }
  if (name.startsWith('payload_')) return ['protoPayload', name.slice(8).replace(/_[sdbtg]$/, '')];
  return [name];
}

function typed(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !name.endsWith('_s') || !/^\s*[[{]/.test(value)) return value;
  try {
    return parseFirst(value);
  } catch {
    return value;
  }
}

function put(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const steps = [...path];
  const last = steps.pop();
  if (last === undefined) return;
  let target = root;
  for (const step of steps) {
    const known = target[step];
    const inner: Record<string, unknown> = isPlain(known) ? known : {};
    target[step] = inner;
    target = inner;
  }
  target[last] = value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
