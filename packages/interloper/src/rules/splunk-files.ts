import type { PlacedText } from '@interloper/plan';
import type { MacroDefinition } from '@interloper/spl';
import { readConf } from './conf-file.js';
import type { Stanza } from './conf-file.js';
import type { YamlMap } from './yaml-map.js';
import { emptyDocument, joinDocuments, spanRemark } from './written-rule.js';
import type { LookupDefinition, RuleDocument, WrittenRule } from './written-rule.js';

/** What a .conf file holds for rules: saved searches, macros, lookups. Undefined when it is none of these. */
export function readSplunkConf(text: string): RuleDocument | undefined {
  const stanzas = readConf(text).filter(({ name }) => name !== 'default');
  const documents = stanzas.flatMap((stanza): readonly RuleDocument[] => {
    const search = stanza.settings.get('search');
    if (search !== undefined && search.text !== '')
      return [{ ...emptyDocument, rules: [savedSearch(stanza, search)] }];
    const definition = stanza.settings.get('definition');
    if (definition !== undefined) return [{ ...emptyDocument, macros: [macroOf(stanza, definition.text)] }];
    const lookup = lookupOf(stanza);
    return lookup === undefined ? [] : [{ ...emptyDocument, lookups: [lookup] }];
  });
  return documents.length === 0 ? undefined : joinDocuments(documents);
}

/** savedsearches.conf. */
function savedSearch({ name, settings }: Stanza, search: PlacedText): WrittenRule {
  const earliest = settings.get('dispatch.earliest_time')?.text;
  const unbounded = earliest === undefined || ['', '0'].includes(earliest);
  return {
    language: 'spl',
    name,
    text: search,
    remarks: unbounded ? [] : [spanRemark('dispatch.earliest_time', earliest)],
  };
}

/** macros.conf: the stanza `name(2)` defines the macro of two arguments. */
function macroOf({ name, settings }: Stanza, definition: string): MacroDefinition {
  const bare = name.replace(/\(\d+\)$/, '');
  const args = settings.get('args')?.text ?? '';
  const validation = settings.get('validation')?.text;
  const message = settings.get('errormsg')?.text;
  return {
    name: bare,
    parameters: args === '' ? [] : args.split(',').map((each) => each.trim()),
    definition,
    computed: isTrue(settings.get('iseval')?.text),
    ...(validation === undefined || validation === '' ? {} : { validation }),
    ...(message === undefined || message === '' ? {} : { message }),
  };
}

function isTrue(text: string | undefined): boolean {
  return /^(?:1|true|t|yes)$/i.test(text ?? '');
}

/**
 * transforms.conf: a stanza with a file, or with a collection of the KV store, is a lookup; others say how fields are
 * taken out of events. A collection's entries are looked for in a CSV of its name.
 */
function lookupOf({ name, settings }: Stanza): LookupDefinition | undefined {
  const collection = settings.get('collection')?.text;
  const file = settings.get('filename')?.text ?? (collection === undefined ? undefined : `${collection}.csv`);
  if (file === undefined) return undefined;
  const lines = [...settings].map(([key, { text }]) => `${key} = ${text.replaceAll('\n', ' ')}`);
  return { name, file, settings: [`[${name}]`, ...lines, ''].join('\n') };
}

/** A detection of Splunk's contentctl: `search`, and what it says of the data, the risk and the story around it. */
export function readDetection(map: YamlMap): RuleDocument | undefined {
  const search = map.placed('search');
  if (search === undefined) return undefined;
  const name = map.text('name');
  const known = [
    'how_to_implement',
    'data_source',
    'tags',
    'rba',
    'tests',
    'known_false_positives',
    'detection_id',
  ];
  if (!known.some((key) => map.has(key))) return undefined;
  const remarks = map.text('status') === 'deprecated' ? [deprecated] : [];
  const rule: WrittenRule = {
    language: 'spl',
    text: search,
    remarks,
    ...(name === undefined ? {} : { name }),
  };
  return { ...emptyDocument, rules: [rule] };
}

const deprecated = {
  code: 'RUN0308',
  severity: 'info',
  message: 'its authors call the rule deprecated',
} as const;

/** A macro of contentctl's macros folder. */
export function readMacro(map: YamlMap): RuleDocument | undefined {
  const name = map.text('name');
  const definition = map.text('definition');
  if (name === undefined || definition === undefined || map.has('search')) return undefined;
  const macro = { name: name.replace(/\(\d+\)$/, ''), parameters: map.list('arguments') ?? [], definition };
  return { ...emptyDocument, macros: [macro] };
}

const LOOKUP_SETTINGS = ['match_type', 'default_match', 'min_matches', 'max_matches', 'case_sensitive_match'];

/**
 * A lookup of contentctl's lookups folder: its entries are in a CSV of the name given, else of the file's own; those of
 * a collection of the KV store in a CSV of its name.
 */
export function readLookup(map: YamlMap, path: string): RuleDocument | undefined {
  const name = map.text('name');
  const isLookup = map.has('lookup_type') || map.has('filename') || map.has('default_match');
  if (name === undefined || !(isLookup || map.has('collection'))) return undefined;
  const isStored = map.text('lookup_type') === 'kvstore' || map.has('collection');
  const stored = isStored ? `${map.text('collection') ?? name}.csv` : undefined;
  const file =
    stored ?? map.text('filename') ?? `${path.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/i, '')}.csv`;
  const lines = LOOKUP_SETTINGS.flatMap((key) => {
    const value = map.list(key)?.join(', ') ?? map.text(key);
    return value === undefined ? [] : [`${key} = ${value}`];
  });
  return { ...emptyDocument, lookups: [{ name, file, settings: [`[${name}]`, ...lines, ''].join('\n') }] };
}
