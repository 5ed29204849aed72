import { basename, dirname } from 'node:path';
import type { AlertSeverity, AttackTechnique, DetectionPackage } from '@interloper/detect';
import { TICKS_PER_SECOND } from '@interloper/plan';
import { sources } from '@interloper/sources';
import { isMap, parseAllDocuments } from 'yaml';
import { finishRule } from '../compile/rule-file.js';
import { kebab } from './kebab.js';
import { readSentinelRule } from './microsoft-files.js';
import type { YamlMap } from './yaml-map.js';
import { yamlMap } from './yaml-map.js';

/** A rule of Microsoft Sentinel as a detection, or why it cannot be one. */
export type SentinelDetection = { readonly detection: DetectionPackage } | { readonly problem: string };

/**
 * The analytics rules in a YAML file of Microsoft Sentinel as detections: scheduled ones with their frequency and period,
 * those that run all the time (NRT) each minute. The account is the first that the rule's entities name. Undefined when
 * the file holds no rule of Sentinel.
 * https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview
 */
export async function readSentinelDetections(
  text: string,
  path: string,
): Promise<readonly SentinelDetection[] | undefined> {
  const documents = parseAllDocuments(text, { uniqueKeys: false });
  if (!Array.isArray(documents)) return undefined;
  const broken = documents.flatMap(({ errors }) => errors)[0];
  const maps = documents.flatMap(({ contents }) => (isMap(contents) ? [yamlMap(text, contents)] : []));
  const rules = maps.filter((map) => map.has('query') && readSentinelRule(map) !== undefined);
  if (rules.length === 0) return undefined;
  if (broken !== undefined) return [{ problem: `it is no YAML: ${broken.message.split('\n')[0] ?? ''}` }];
  return Promise.all(rules.map((map) => detectionOf(map, text, path)));
}

async function detectionOf(map: YamlMap, written: string, path: string): Promise<SentinelDetection> {
  const [rule] = readSentinelRule(map)?.rules ?? [];
  if (rule === undefined) return { problem: 'it has no query' };
  const schedule = scheduleOf(map);
  if (typeof schedule === 'string') return { problem: schedule };
  const { text } = await finishRule(path, written, rule, {
    macros: [],
    functions: [],
    eventTypes: [],
    tags: [],
  });
  const title = rule.name ?? basename(path).replace(/\.\w+$/, '');
  const slug = kebab(title);
  return {
    detection: {
      slug,
      folder: dirname(path),
      id: map.text('id') ?? slug,
      title,
      description: (map.text('description') ?? title).trim().replace(/^'([\s\S]*)'$/, '$1'),
      attack: techniquesOf(map),
      severity: SEVERITIES[(map.text('severity') ?? '').toLowerCase()] ?? 'medium',
      confidence: 'medium',
      dataSources: { tables: tablesIn(text), sourcetypes: [], logsources: [] },
      ...schedule,
      queries: [
        { language: 'kql', file: path, text, account: accountsOf(map), time: TIME_COLUMNS, fields: {} },
      ],
      grading: [],
      falsePositives: [],
      references: [],
      related: [],
      documents: {},
    },
  };
}

const SEVERITIES: Readonly<Record<string, AlertSeverity>> = {
  high: 'high',
  medium: 'medium',
  low: 'low',
  informational: 'low',
};

/** How published rules call the time of what they found; without any of these it is their first column of instants. */
const TIME_COLUMNS: readonly string[] = [
  'TimeGenerated',
  'Timestamp',
  'timestamp',
  'StartTime',
  'StartTimeUtc',
  'FirstSeen',
];

interface Schedule {
  readonly frequency: bigint;
  readonly lookback: bigint;
}

const MINUTE = 60n * TICKS_PER_SECOND;

function scheduleOf(map: YamlMap): Schedule | string {
  if ((map.text('kind') ?? '').toLowerCase() === 'nrt') return { frequency: MINUTE, lookback: MINUTE };
  const [often, back] = [map.text('queryFrequency'), map.text('queryPeriod')];
  if (often === undefined || back === undefined) {
    return 'it has no queryFrequency and queryPeriod: ask a hunting query with `query --file`';
  }
  const [frequency, lookback] = [ticksOf(often), ticksOf(back)];
  if (frequency === undefined) return `queryFrequency ${often} is no duration`;
  if (lookback === undefined) return `queryPeriod ${back} is no duration`;
  const [operator, threshold] = [map.text('triggerOperator') ?? 'gt', map.text('triggerThreshold') ?? '0'];
  if (!/^(?:gt|GreaterThan)$/i.test(operator) || threshold !== '0') {
    return `a rule that waits for a number of rows (${operator} ${threshold}) cannot be replayed`;
  }
  return { frequency, lookback };
}

const SECONDS = { d: 86_400n, h: 3600n, m: 60n, s: 1n } as const;

/** Ticks of a duration: `14d`, `1h30m`, `PT1H`, `P1DT12H`; undefined when it is none or zero. */
function ticksOf(text: string): bigint | undefined {
  const written = text.trim().toLowerCase();
  const iso = /^p(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?)?$/.exec(written);
  const parts = iso ?? /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(written);
  if (parts === null) return undefined;
  const [, days, hours, minutes, seconds] = parts;
  const total =
    BigInt(days ?? 0) * SECONDS.d +
    BigInt(hours ?? 0) * SECONDS.h +
    BigInt(minutes ?? 0) * SECONDS.m +
    BigInt(seconds ?? 0) * SECONDS.s;
  return total === 0n ? undefined : total * TICKS_PER_SECOND;
}

/** Which of an entity's identifiers names an account best; a name without its suffix comes last. */
const IDENTIFIERS = ['FullName', 'UPN', 'UserPrincipalName', 'AadUserId', 'ObjectGuid', 'Sid', 'Name'];

/** How published rules call accounts where they map no entity. */
const ACCOUNT_COLUMNS = [
  'AccountCustomEntity',
  'UserPrincipalName',
  'AccountUPN',
  'InitiatedBy',
  'UserId',
  'Caller',
  'Actor',
  'UserIdentityArn',
];

function accountsOf(map: YamlMap): readonly string[] {
  const named = map
    .maps('entityMappings')
    .filter((entity) => entity.text('entityType')?.toLowerCase() === 'account')
    .flatMap((entity) => {
      const fields = entity.maps('fieldMappings');
      return IDENTIFIERS.flatMap((identifier) =>
        fields
          .filter((field) => field.text('identifier') === identifier)
          .flatMap((field) => field.text('columnName') ?? []),
      );
    });
  return [...new Set([...named, ...ACCOUNT_COLUMNS])];
}

function techniquesOf(map: YamlMap): readonly AttackTechnique[] {
  const tactic = kebab((map.list('tactics')?.[0] ?? 'unknown').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '));
  const techniques = map.list('relevantTechniques') ?? [];
  return techniques
    .filter((technique) => /^T\d{4}(?:\.\d{3})?$/.test(technique))
    .map((technique) => ({ technique, name: technique, tactic }));
}

/** The tables of the logs that a query names. */
function tablesIn(query: string): readonly string[] {
  const words = new Set(query.match(/\w+/g));
  return [...new Set(sources.flatMap(({ tables }) => tables.map(({ name }) => name)))].filter((name) =>
    words.has(name),
  );
}
