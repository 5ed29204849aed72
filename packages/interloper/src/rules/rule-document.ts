import type { Diagnostic } from '@interloper/plan';
import { parseAllDocuments, isMap, isSeq } from 'yaml';
import { readCustomDetection, readFunction, readSentinelRule, readTemplate } from './microsoft-files.js';
import { readEventTypes, readTags } from './event-knowledge.js';
import { readDetection, readLookup, readMacro, readSplunkConf } from './splunk-files.js';
import type { YamlMap } from './yaml-map.js';
import { yamlMap } from './yaml-map.js';
import { emptyDocument, joinDocuments } from './written-rule.js';
import type { RuleDocument } from './written-rule.js';

/** What a .conf file of Splunk holds for rules; event types and tags are told by the file's name. */
export function readConfDocument(text: string, path = ''): RuleDocument {
  const file = path.replace(/^.*[\\/]/, '').toLowerCase();
  if (file === 'eventtypes.conf') return readEventTypes(text);
  if (file === 'tags.conf') return readTags(text);
  const found = readSplunkConf(text);
  if (found !== undefined) return found;
  return { ...emptyDocument, reasons: ['it has no saved search, macro or lookup'] };
}

/** Rules, macros and lookups as YAML or JSON has them. Published files are read as they are. */
export function readYamlDocument(text: string, path: string): RuleDocument {
  if (isSigma(text)) return { ...emptyDocument, rules: [{ language: 'sigma', text, remarks: [] }] };
  if (!KEYS.test(text)) return refused(NO_RULE);
  const documents = parseAllDocuments(text, { uniqueKeys: false });
  if (!Array.isArray(documents)) return refused('it is empty');
  const broken = documents.flatMap(({ errors }) => errors)[0];
  if (broken !== undefined) {
    const reason = `it is no YAML: ${broken.message.split('\n')[0] ?? ''}`;
    return queryOfBroken(text, reason) ?? refused(reason);
  }
  const maps = documents.flatMap(({ contents }) => {
    if (isMap(contents)) return [yamlMap(text, contents)];
    // The answer of an API, or an export: a list of rules.
    return isSeq(contents)
      ? contents.items.flatMap((item) => (isMap(item) ? [yamlMap(text, item)] : []))
      : [];
  });
  const found = maps.flatMap((map) => documentOf(map, path) ?? []);
  return found.length === 0 ? refused(NO_RULE) : joinDocuments(found);
}

const NO_RULE = 'it is no rule that is known: Sigma, Sentinel, Defender XDR or contentctl';

/** A file without any of these keys need not be parsed: logs are JSON too. */
const KEYS =
  /(?:\bquery|\bqueryText|\bsearch|\bdefinition|Query|\blookup_type|\bfilename|\bdefault_match)["']?\s*:/;

/**
 * The query of a Sentinel rule whose other settings are no YAML: all lines but those of the query are blanked, so that
 * places stay what they are.
 */
function queryOfBroken(text: string, reason: string): RuleDocument | undefined {
  const block = /^query[ \t]*:[ \t]*\|[^\n]*\n(?:[ \t]+[^\n]*(?:\n|$)|[ \t]*\r?\n)+/m.exec(text);
  if (block === null || !/^(?:tactics|severity|entityMappings|relevantTechniques)[ \t]*:/m.test(text))
    return undefined;
  const blank = (part: string): string => part.replaceAll(/[^\n]/g, ' ');
  const end = block.index + block[0].length;
  const alone = blank(text.slice(0, block.index)) + block[0] + blank(text.slice(end));
  const documents = parseAllDocuments(alone);
  const contents = Array.isArray(documents) ? documents[0]?.contents : undefined;
  const query = isMap(contents) ? yamlMap(alone, contents).placed('query') : undefined;
  if (query === undefined) return undefined;
  const remark: Diagnostic = {
    code: 'RUN0311',
    severity: 'warning',
    message: `Only the query is read of this file: ${reason}.`,
    help: 'Mend the file to have its name and settings read.',
  };
  return { ...emptyDocument, rules: [{ language: 'kql', text: query, remarks: [remark] }] };
}

function refused(reason: string): RuleDocument {
  return { ...emptyDocument, reasons: [reason] };
}

/** Sigma's own reader places its messages itself. */
function isSigma(text: string): boolean {
  const key = (name: string): boolean => new RegExp(`^${name}\\s*:`, 'm').test(text);
  return (key('detection') && key('logsource')) || key('correlation');
}

function documentOf(map: YamlMap, path: string): RuleDocument | undefined {
  const listed = map.maps('value');
  if (listed.length > 0) {
    const inner = listed.flatMap((each) => documentOf(each, path) ?? []);
    return inner.length === 0 ? undefined : joinDocuments(inner);
  }
  const properties = map.map('properties');
  return (
    readTemplate(map) ??
    readCustomDetection(map) ??
    readDetection(map) ??
    readSentinelRule(map) ??
    (properties === undefined ? undefined : readCustomDetection(properties)) ??
    (properties === undefined ? undefined : readSentinelRule(properties)) ??
    readFunction(map) ??
    readLookup(map, path) ??
    readMacro(map)
  );
}
