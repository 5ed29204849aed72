import { basename, dirname } from 'node:path';
import type { AlertSeverity, AttackTechnique, DetectionPackage, Logsource } from '@interloper/detect';
import { TICKS_PER_SECOND } from '@interloper/plan';
import { isMap, parseAllDocuments } from 'yaml';
import { kebab } from './kebab.js';
import { yamlMap } from './yaml-map.js';
import type { YamlMap } from './yaml-map.js';

/**
 * The Sigma rules in a YAML file as one detection: a rule, or a correlation with the rules that it counts, or several
 * rules, whose matches are then the detection's. It bears the name of the correlation, else of the first rule. A rule
 * sees the whole span of the data; what it finds of an account within a day is one alert. Undefined when the file holds
 * no Sigma rule.
 * https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html
 */
export function readSigmaDetection(text: string, path: string): DetectionPackage | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false });
  if (!Array.isArray(documents)) return undefined;
  const maps = documents.flatMap(({ contents }) => (isMap(contents) ? [yamlMap(text, contents)] : []));
  const rules = maps.filter((map) => map.has('detection') || map.has('correlation'));
  const head = rules.find((map) => map.has('correlation')) ?? rules[0];
  const isSigma = rules.some((map) => map.has('logsource')) || head?.has('correlation') === true;
  if (head === undefined || !isSigma) return undefined;
  const title = head.text('title') ?? basename(path).replace(/\.\w+$/, '');
  const slug = kebab(title);
  const grouped = rules.flatMap((map) => map.map('correlation')?.list('group-by') ?? []);
  return {
    slug,
    folder: dirname(path),
    id: head.text('id') ?? slug,
    title,
    description: (head.text('description') ?? title).trim(),
    attack: techniquesOf(head),
    severity: SEVERITIES[(head.text('level') ?? '').toLowerCase()] ?? 'medium',
    confidence: 'medium',
    dataSources: { tables: [], sourcetypes: [], logsources: maps.flatMap(logsourceOf) },
    frequency: 3600n * TICKS_PER_SECOND,
    lookback: 86_400n * TICKS_PER_SECOND,
    continuous: true,
    queries: [
      {
        language: 'sigma',
        file: path,
        text,
        account: [...new Set([...ACCOUNT_COLUMNS, ...grouped])],
        time: [],
        fields: {},
      },
    ],
    grading: [],
    falsePositives: head.list('falsepositives') ?? [],
    references: head.list('references') ?? [],
    related: [],
    documents: {},
  };
}

const SEVERITIES: Readonly<Record<string, AlertSeverity>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  informational: 'low',
};

/** How logs call the account in Sigma's field names; a correlation's own groups come after them. */
const ACCOUNT_COLUMNS: readonly string[] = [
  'userIdentity.arn',
  'userIdentity.accessKeyId',
  'UserPrincipalName',
  'userPrincipalName',
  'properties.userPrincipalName',
  'InitiatedBy.user.userPrincipalName',
  'UserId',
  'actor.alternateId',
  'actor.email',
  'actor',
  'gcp.audit.authenticationInfo.principalEmail',
  'protoPayload.authenticationInfo.principalEmail',
  'Caller',
  'caller',
  'user',
];

function logsourceOf(map: YamlMap): readonly Logsource[] {
  const written = map.map('logsource');
  if (written === undefined || !map.has('detection')) return [];
  const [product, service, category] = ['product', 'service', 'category'].map((key) => written.text(key));
  return [
    {
      ...(product === undefined ? {} : { product }),
      ...(service === undefined ? {} : { service }),
      ...(category === undefined ? {} : { category }),
    },
  ];
}

/** `attack.t1078.004` is a technique, `attack.initial-access` (`attack.initial_access`) a tactic. */
function techniquesOf(map: YamlMap): readonly AttackTechnique[] {
  const tags = (map.list('tags') ?? []).flatMap(
    (tag) => /^attack\.(.+)$/i.exec(tag)?.[1]?.toLowerCase() ?? [],
  );
  const isTechnique = (tag: string): boolean => /^t\d{4}(?:\.\d{3})?$/.test(tag);
  const tactic = tags.find((tag) => !/^[tgs]\d/.test(tag))?.replaceAll('_', '-') ?? 'unknown';
  return tags
    .filter(isTechnique)
    .map((tag) => ({ technique: tag.toUpperCase(), name: tag.toUpperCase(), tactic }));
}
