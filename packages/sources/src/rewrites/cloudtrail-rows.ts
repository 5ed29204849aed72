import { parseFirst } from '../files/repeated-names.js';
import { isRecord } from '../observed-names.js';
import type { JsonRecord } from '../source.js';
import type { Rewrite } from './rewrite.js';

/** Names at the top of a CloudTrail record, and inside its structures, that query engines put in lower case. */
const topNames = namesByLower(`
  eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent requestParameters
  responseElements requestID eventID readOnly eventType managementEvent recipientAccountId eventCategory tlsDetails
  resources additionalEventData errorCode errorMessage sessionCredentialFromConsole vpcEndpointId
  vpcEndpointAccountId sharedEventID apiVersion serviceEventDetails addendum edgeDeviceDetails eventContext
`);
const identityNames = namesByLower(`
  type principalId arn accountId accessKeyId userName invokedBy identityProvider credentialId sessionContext
  sessionIssuer webIdFederationData federatedProvider attributes creationDate mfaAuthenticated sourceIdentity
  ec2RoleDelivery assumedRoot onBehalfOf userId identityStoreArn inScopeOf
`);
const tlsNames = namesByLower('tlsVersion cipherSuite clientProvidedHostHeader');
const resourceNames = namesByLower('accountId type ARN');

/** Structures whose names are known; those of parameters are the API's own, and kept as they are. */
const structures: Readonly<Record<string, ReadonlyMap<string, string> | undefined>> = {
  userIdentity: identityNames,
  tlsDetails: tlsNames,
  resources: resourceNames,
  requestParameters: undefined,
  responseElements: undefined,
  additionalEventData: undefined,
  serviceEventDetails: undefined,
  addendum: undefined,
  edgeDeviceDetails: undefined,
  eventContext: undefined,
};

/**
 * Rows of CloudTrail Lake and Athena: names in lower case, structures as `{type=IAMUser, principalid=AIDA…}` or as
 * JSON text (log-format reference, section 6.2). They become records under CloudTrail's own names.
 */
export const cloudTrailRows: Rewrite = {
  id: 'cloudtrail-rows',
  title: 'CloudTrail Lake and Athena rows',
  recognises: (record) => isRow(record) && restored(record) !== undefined,
  rewrite: (record) => restored(record) ?? record,
};

function isRow(record: JsonRecord): boolean {
  const names = new Set(Object.keys(record).map((name) => name.toLowerCase()));
  return (
    names.has('eventname') && ['eventsource', 'awsregion', 'useridentity'].some((name) => names.has(name))
  );
}

/** The record under CloudTrail's names; undefined when that changes nothing. */
function restored(record: JsonRecord): JsonRecord | undefined {
  // Log Analytics' table has names of its own, which differ from these in more than case.
  if ('EventName' in record) return undefined;
  let changed = false;
  const entries = Object.entries(record).map(([written, given]): [string, unknown] => {
    const name = topNames.get(written.toLowerCase()) ?? written;
    if (name !== written) changed = true;
    if (!(name in structures)) return [name, given];
    const value = typeof given === 'string' ? structureOf(given) : given;
    const known = structures[name];
    const result = known === undefined ? value : renamed(value, known);
    if (result !== given) changed = true;
    return [name, result];
  });
  return changed ? Object.fromEntries(entries) : undefined;
}

/** The same value when no name in it changes. */
function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => renamed(item, names));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isRecord(value)) return value;
  let changed = false;
  const entries = Object.entries(value).map(([written, inner]): [string, unknown] => {
    const name = Object.hasOwn(value, names.get(written.toLowerCase()) ?? written)
      ? written
      : (names.get(written.toLowerCase()) ?? written);
    const result = renamed(inner, names);
    changed ||= name !== written || result !== inner;
    return [name, result];
  });
  return changed ? Object.fromEntries(entries) : value;
}

/** The value of JSON text or of a query engine's structure; the text itself when it is neither. */
function structureOf(text: string): unknown {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed)) return text === 'null' ? null : text;
  return jsonOf(trimmed) ?? readStructure(trimmed) ?? text;
}

function jsonOf(text: string): unknown {
  try {
    return parseFirst(text);
  } catch {
    return undefined;
  }
}

const DEEPEST = 32;

/**
 * Reads `{a=1, b={c=null}, d=[x, y]}`. Text has no quotes: it ends where `, name=` or a closing bracket follows; JSON
 * text inside stays JSON. Undefined when brackets do not fit.
 */
function readStructure(text: string): unknown {
  let at = 0;
  const value = read(0, '');
  return at === text.length ? value : undefined;

  function read(depth: number, close: string): unknown {
    const rest = text.slice(at);
    if (depth < DEEPEST && /^[[{]\s*(?:["\]}[{]|$)/.test(rest)) {
      const length = lengthOfJson(rest);
      const inner = length === undefined ? undefined : jsonOf(rest.slice(0, length));
      if (length !== undefined && inner !== undefined) {
        at += length;
        return inner;
      }
    }
    if (depth < DEEPEST && /^\{[\w.:@/-]+=/.test(rest)) return structure(depth);
    if (depth < DEEPEST && rest.startsWith('[')) return list(depth);
    const end =
      close === '}' ? rest.search(/, [\w.:@/-]+=|\}/) : close === ']' ? rest.search(/, |\]/) : rest.length;
    const scalar = end === -1 ? rest : rest.slice(0, end);
    at += scalar.length;
    return scalar === 'null' ? null : scalar;
  }

  function structure(depth: number): unknown {
    const entries: [string, unknown][] = [];
    at += 1;
    while (at < text.length && text[at] !== '}') {
      const equals = text.indexOf('=', at);
      if (equals === -1) return undefined;
      const name = text.slice(at, equals);
      at = equals + 1;
      const inner = read(depth + 1, '}');
      if (inner !== null) entries.push([name, inner]);
      if (text.startsWith(', ', at)) at += 2;
      else if (text[at] !== '}') return undefined;
    }
    at += 1;
    return Object.fromEntries(entries);
  }

  function list(depth: number): unknown {
    const items: unknown[] = [];
    at += 1;
    while (at < text.length && text[at] !== ']') {
      items.push(read(depth + 1, ']'));
      if (text.startsWith(', ', at)) at += 2;
      else if (text[at] !== ']') return undefined;
    }
    at += 1;
    return items;
  }
}

/** Characters of the JSON object or array at the front of a text; undefined when it does not end. */
function lengthOfJson(text: string): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function namesByLower(names: string): ReadonlyMap<string, string> {
  return new Map(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name.toLowerCase(), name]),
  );
}
