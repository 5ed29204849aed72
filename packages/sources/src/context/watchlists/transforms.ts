import { ContextProblem } from '../problem.js';

/** How a lookup finds its rows: Splunk's settings of a lookup definition. */
export interface LookupSettings {
  readonly caseSensitive: boolean;
  readonly maxMatches: number;
  readonly minMatches: number;
  readonly defaultMatch: string;
  readonly networks: readonly string[];
  readonly wildcards: readonly string[];
}

/** Splunk's defaults (Knowledge Manager Manual, field matching rules of lookups). */
export const defaultSettings: LookupSettings = {
  caseSensitive: true,
  maxMatches: 100,
  minMatches: 0,
  defaultMatch: '',
  networks: [],
  wildcards: [],
};

/** Settings that say where the data is, or how fast: they change no answer. */
const WITHOUT_MEANING: ReadonlySet<string> = new Set([
  'filename',
  'collection',
  'external_type',
  'fields_list',
  'batch_index_query',
  'allow_caching',
  'index_fields_list',
  'check_permission',
  'replicate',
  'reverse_lookup_honor_case_sensitive_match',
  'feature_id_element',
]);

type Change = (settings: LookupSettings, value: string, file: string) => LookupSettings;

const SETTINGS: Readonly<Record<string, Change>> = {
  case_sensitive_match: (settings, value, file) => ({
    ...settings,
    caseSensitive: truth(value, 'case_sensitive_match', file),
  }),
  max_matches: (settings, value, file) => ({
    ...settings,
    maxMatches: count(value, 'max_matches', 1, 1000, file),
  }),
  min_matches: (settings, value, file) => ({
    ...settings,
    minMatches: count(value, 'min_matches', 0, 1, file),
  }),
  default_match: (settings, value) => ({ ...settings, defaultMatch: value }),
  match_type: matchTypes,
};

/**
 * Reads a lookup's stanza of a file in the form of Splunk's transforms.conf: the one of that name, else the only one.
 * Throws `ContextProblem` for what it does not understand.
 */
export function readTransforms(text: string, name: string, file: string): LookupSettings {
  const stanzas = new Map<string, (readonly [string, string])[]>();
  let settings: (readonly [string, string])[] | undefined;
  for (const line of text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const written = line.trim();
    if (written === '' || written.startsWith('#')) continue;
    const stanza = /^\[(.+)\]$/.exec(written)?.[1];
    const setting = /^([^=]+?)\s*=\s*(.*)$/.exec(written);
    if (stanza !== undefined) stanzas.set(stanza, (settings = []));
    else if (setting === null || settings === undefined)
      throw new ContextProblem(`${file}: "${written}" is neither a stanza nor a setting of one`);
    else settings.push([setting[1] ?? '', setting[2] ?? '']);
  }
  const [only, ...others] = stanzas.values();
  const found = stanzas.get(name) ?? stanzas.get(`${name}.csv`) ?? (others.length === 0 ? only : undefined);
  if (found === undefined) throw new ContextProblem(`${file} has no stanza [${name}]`);
  return found.reduce((result, [key, value]) => {
    const change = SETTINGS[key];
    if (change !== undefined) return change(result, value, file);
    if (WITHOUT_MEANING.has(key)) return result;
    throw new ContextProblem(`${file}: the setting ${key} is not supported; remove it`);
  }, defaultSettings);
}

/** `WILDCARD(url), CIDR(ip)`; fields that are not named match exactly. */
function matchTypes(settings: LookupSettings, value: string, file: string): LookupSettings {
  const networks: string[] = [];
  const wildcards: string[] = [];
  for (const part of value.split(/[,\s]+(?=[A-Za-z]+\s*\()/)) {
    const match = /^\s*(WILDCARD|CIDR|EXACT)\s*\(([^)]*)\)\s*,?\s*$/i.exec(part);
    if (match === null)
      throw new ContextProblem(`${file}: match_type takes WILDCARD(f) or CIDR(f), not ${part}`);
    const fields = (match[2] ?? '').split(',').map((field) => field.trim());
    const kind = (match[1] ?? '').toUpperCase();
    if (kind === 'CIDR') networks.push(...fields);
    if (kind === 'WILDCARD') wildcards.push(...fields);
  }
  return { ...settings, networks, wildcards };
}

function truth(value: string, name: string, file: string): boolean {
  if (/^(?:true|t|1|yes)$/i.test(value)) return true;
  if (/^(?:false|f|0|no)$/i.test(value)) return false;
  throw new ContextProblem(`${file}: ${name} is true or false, not ${value}`);
}

function count(value: string, name: string, least: number, most: number, file: string): number {
  const number = Number(value);
  if (value !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new ContextProblem(`${file}: ${name} is a number from ${least} to ${most} here, not ${value}`);
}
