import { isRecord } from '../observed-names.js';
import type { JsonRecord } from '../source.js';

/** The class of an OCSF event; undefined of other records. `metadata` and `class_uid` are required of every event. */
export function classOf(record: JsonRecord): number | undefined {
  const { class_uid: uid, metadata } = record;
  const number =
    typeof uid === 'number' ? uid : typeof uid === 'string' && /^\d+$/.test(uid) ? Number(uid) : undefined;
  const described = isRecord(metadata) || (typeof metadata === 'string' && metadata.startsWith('{'));
  return described ? number : undefined;
}

/** What Athena writes into CSV for a structure is no JSON: `{product={name=CloudTrail, …}, uid=…}`. */
export function isAthenaText(record: JsonRecord): boolean {
  const { metadata } = record;
  return typeof metadata === 'string' && /^\{\w+=/.test(metadata);
}
