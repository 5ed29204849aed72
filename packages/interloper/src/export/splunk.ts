import { stringify } from 'yaml';
import type { AlertSeverity, DetectionPackage } from '@interloper/detect';
import type { Lookup } from '@interloper/plan';
import { UserError } from '../user-error.js';
import { cronOf, shortDuration } from './exported.js';
import type { ExportedFile, ExportedRule } from './exported.js';
import { lookupsOf } from './splunk-lookups.js';

/** savedsearches.conf, alert.severity: 3 warn, 4 error, 5 severe, 6 fatal. */
const SEVERITIES: Readonly<Record<AlertSeverity, number>> = { low: 3, medium: 4, high: 5, critical: 6 };

const SCORES: Readonly<Record<AlertSeverity, number>> = { low: 25, medium: 50, high: 75, critical: 100 };

const AUTHOR = 'Interloper';
const STORY = 'Interloper Account Compromise';
const STORY_ID = '3f6a5d0e-8c1b-4f0a-9d52-7b1c4e2a6f83';

/**
 * A scheduled search of savedsearches.conf (Splunk's admin manual), and a detection and its story as contentctl has them
 * (https://github.com/splunk/contentctl, contentctl/objects).
 *
 * @param today the date that contentctl's files carry, YYYY-MM-DD
 * @param lookups those there are: what the search names of them goes along
 */
export function exportSplunk(
  rule: ExportedRule,
  today: string,
  lookups: readonly Lookup[],
): readonly ExportedFile[] {
  const fileName = stemOf(contentName(rule.detection));
  return [
    { path: 'savedsearches.conf', form: 'conf', text: stanza(rule) },
    {
      path: `detections/cloud/${fileName}.yml`,
      form: 'contentctl',
      text: stringify(contentctl(rule, today), { lineWidth: 0 }),
    },
    {
      path: 'stories/interloper_account_compromise.yml',
      form: 'story',
      text: stringify(story(today), { lineWidth: 0 }),
    },
    ...lookupsOf(rule.text, lookups, { date: today, author: AUTHOR }).map(({ name, content }) => ({
      path: `lookups/${stemOf(name)}.yml`,
      form: 'lookup',
      text: stringify(content, { lineWidth: 0 }),
    })),
  ];
}

function stanza({ detection, text }: ExportedRule): string {
  const { title, description, frequency, lookback, severity, attack, slug } = detection;
  const cron = cronOf(frequency);
  const earliest = shortDuration(lookback);
  if (cron === undefined)
    throw new UserError(`Splunk does not take ${slug}: cron has no schedule for its frequency`);
  if (earliest === undefined)
    throw new UserError(`Splunk does not take ${slug}: its lookback is not of whole minutes`);
  const annotations = { mitre_attack: attack.map(({ technique }) => technique) };
  const settings: readonly (readonly [string, string])[] = [
    ['description', oneLine(description)],
    ['search', continued(text)],
    ['enableSched', '1'],
    ['cron_schedule', cron],
    ['dispatch.earliest_time', `-${earliest}`],
    ['dispatch.latest_time', 'now'],
    ['counttype', 'number of events'],
    ['relation', 'greater than'],
    ['quantity', '0'],
    ['alert.track', '1'],
    ['alert.severity', String(SEVERITIES[severity])],
    ['action.correlationsearch.enabled', '1'],
    ['action.correlationsearch.label', title],
    ['action.correlationsearch.annotations', JSON.stringify(annotations)],
  ];
  const name = title.replaceAll(/[[\]]/g, '');
  return [`[${name}]`, ...settings.map(([key, value]) => `${key} = ${value}`), ''].join('\n');
}

/** A value goes on in the next line behind a backslash. */
function continued(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trimEnd())
    .join(' \\\n');
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/** contentctl: what is left of Splunk's 99 characters beside what apps put around a name. */
const LONGEST_NAME = 67;

/**
 * The name that contentctl makes file and macro names of: the title without signs that a macro cannot have, or where it
 * is too long the detection's own name.
 */
function contentName({ title, slug }: DetectionPackage): string {
  const name = title.replaceAll(/[^\w ./-]/g, '');
  if (name.length <= LONGEST_NAME) return name;
  const words = slug.replaceAll('-', ' ');
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, LONGEST_NAME);
}

/** A name as contentctl writes it in files and macros. */
function stemOf(name: string): string {
  return name.replaceAll(/[ ./-]/g, '_').toLowerCase();
}

function contentctl(rule: ExportedRule, today: string): object {
  const { detection, text, account, columns } = rule;
  const given = new Set(columns.map(({ name }) => name));
  const [user = 'user'] = account.filter((name) => given.has(name));
  const address = ['src_ip', 'src', 'ipAddress', 'callerIpAddress', 'sourceIPAddress'].find((name) =>
    given.has(name),
  );
  const name = contentName(detection);
  const filter = `${stemOf(name)}_filter`;
  return {
    name,
    id: detection.id,
    version: 1,
    date: today,
    author: AUTHOR,
    status: 'experimental',
    type: 'TTP',
    description: oneLine(detection.description),
    data_source: [],
    search: `${text.trim()}\n| \`${filter}\``,
    how_to_implement: howTo(detection),
    known_false_positives: detection.falsePositives.map(oneLine).join(' ') || 'None have been identified.',
    references: detection.references,
    rba: {
      message: `${detection.title}: $${user}$`,
      risk_objects: [{ field: user, type: 'user', score: SCORES[detection.severity] }],
      threat_objects: address === undefined ? [] : [{ field: address, type: 'ip_address' }],
    },
    tags: {
      analytic_story: [STORY],
      asset_type: 'Identity',
      mitre_attack_id: [...new Set(detection.attack.map(({ technique }) => technique))],
      product: ['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'],
      security_domain: 'identity',
    },
  };
}

function howTo({ dataSources: { sourcetypes }, lookback }: DetectionPackage): string {
  const window = shortDuration(lookback) ?? 'its lookback';
  return `The search reads events of sourcetype ${sourcetypes.join(', ')} and looks back ${window}.`;
}

function story(today: string): object {
  return {
    name: STORY,
    id: STORY_ID,
    version: 1,
    date: today,
    author: AUTHOR,
    status: 'production',
    description: 'Detections of cloud accounts that are no longer only their owner’s.',
    narrative:
      'An account in the cloud is taken over with a stolen password, session or consent. These detections look for what that leaves in identity logs.',
    references: ['https://attack.mitre.org/techniques/T1586/003/'],
    tags: {
      category: ['Cloud Security'],
      product: ['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'],
      usecase: 'Advanced Threat Detection',
    },
  };
}
