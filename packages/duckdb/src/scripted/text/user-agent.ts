import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';

/** A rule of the list: what a user agent matches, and what it then is, with $1 … $9 for the groups. */
interface Rule {
  readonly regex: string;
  readonly regex_flag?: string;
  readonly [replacement: string]: string | undefined;
}

interface Rules {
  readonly user_agent_parsers: readonly Rule[];
  readonly os_parsers: readonly Rule[];
  readonly device_parsers: readonly Rule[];
}

type Kind = keyof Rules;

interface Compiled {
  readonly pattern: RegExp;
  readonly rule: Rule;
}

/** Longer agents are cut: the patterns are not those of a linear-time engine. */
const LONGEST = 1_000;

let compiled: Readonly<Record<Kind, readonly Compiled[]>> | undefined;

/** The rules of the list that browsers' makers keep together, read once. https://github.com/ua-parser/uap-core */
function rules(): Readonly<Record<Kind, readonly Compiled[]>> {
  if (compiled !== undefined) return compiled;
  const require = createRequire(import.meta.url);
  const file = require.resolve('uap-core/regexes.yaml');
  // Required here, not imported: rules that never ask for it need not wait for it.
  const { parse } = require('yaml') as typeof Yaml;
  const read = parse(readFileSync(file, 'utf8')) as Rules;
  const all = (kind: Kind): readonly Compiled[] =>
    read[kind].map((rule) => ({ rule, pattern: new RegExp(rule.regex, rule.regex_flag ?? '') }));
  compiled = {
    user_agent_parsers: all('user_agent_parsers'),
    os_parsers: all('os_parsers'),
    device_parsers: all('device_parsers'),
  };
  return compiled;
}

/** The values of the first rule that matches: each its replacement, else the group of its place. */
function first(
  kind: Kind,
  agent: string,
  fields: readonly (readonly [replacement: string, group: number])[],
): readonly string[] {
  for (const { pattern, rule } of rules()[kind]) {
    const match = pattern.exec(agent);
    if (match === null) continue;
    return fields.map(([name, group]) => {
      const given = rule[name];
      if (given === undefined) return match[group] ?? '';
      return given.replace(/\$(\d)/g, (_, digit: string) => match[Number(digit)] ?? '').trim();
    });
  }
  return [];
}

function browserOf(agent: string): Json {
  const [family = 'Other', major = '', minor = '', patch = ''] = first('user_agent_parsers', agent, [
    ['family_replacement', 1],
    ['v1_replacement', 2],
    ['v2_replacement', 3],
    ['v3_replacement', 4],
  ]);
  return { Family: family, MajorVersion: major, MinorVersion: minor, Patch: patch };
}

function systemOf(agent: string): Json {
  const [family = 'Other', major = '', minor = '', patch = '', patchMinor = ''] = first('os_parsers', agent, [
    ['os_replacement', 1],
    ['os_v1_replacement', 2],
    ['os_v2_replacement', 3],
    ['os_v3_replacement', 4],
    ['os_v4_replacement', 5],
  ]);
  return { Family: family, MajorVersion: major, MinorVersion: minor, Patch: patch, PatchMinor: patchMinor };
}

function deviceOf(agent: string): Json {
  const [family = 'Other', brand = '', model = ''] = first('device_parsers', agent, [
    ['device_replacement', 1],
    ['brand_replacement', 9],
    ['model_replacement', 1],
  ]);
  return { Family: family, Brand: brand, Model: model };
}

export const userAgents = [
  scripted('userAgentParts', ['text', 'json'], 'json', (text, wanted) => {
    const agent = text.slice(0, LONGEST);
    const names = new Set<Json>(Array.isArray(wanted) ? (wanted as readonly Json[]) : [wanted]);
    return {
      ...(names.has('browser') ? { Browser: browserOf(agent) } : {}),
      ...(names.has('os') ? { OperatingSystem: systemOf(agent) } : {}),
      ...(names.has('device') ? { Device: deviceOf(agent) } : {}),
    };
  }),
];
