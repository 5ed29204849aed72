import type { Command } from 'commander';
import type { RuleFile } from '../compile/rule-file.js';
import type { DefinedLookup } from '../context/options.js';
import { UserError } from '../user-error.js';
import { macrosOption, pipelineOption } from './options.js';

/** A rule, and the name that messages call it by. */
export interface NamedRule {
  readonly rule: RuleFile;
  readonly name: string;
  /** The lookups that are defined beside it. */
  readonly lookups: Readonly<Record<string, DefinedLookup>>;
}

/** The ways to hand in a rule. */
export interface RuleOptions {
  readonly kql?: string;
  readonly spl?: string;
  readonly sigma?: string;
  readonly file?: string;
  readonly rule?: string;
  readonly macros?: readonly string[];
  readonly pipeline?: readonly string[];
}

export function addRuleOptions(command: Command): Command {
  return command
    .option('--kql <text>', 'a KQL query')
    .option('--spl <text>', 'an SPL search')
    .option('--sigma <file>', 'a Sigma rule')
    .option('--file <rule>', 'a rule in a file, as published: .kql, .spl, YAML, JSON, savedsearches.conf')
    .option('--rule <name>', 'the one to take of a file with several rules')
    .addOption(macrosOption())
    .addOption(pipelineOption());
}

/** The one rule that the options give, after its pipelines; throws `UserError` when there is none or more than one. */
export async function ruleOf({ pipeline = [], ...options }: RuleOptions): Promise<NamedRule> {
  const found = await readRuleOf(options);
  if (pipeline.length === 0) return found;
  const { withPipelines } = await import('../compile/pipelines.js');
  const rule = await withPipelines(found.rule, pipeline);
  return { ...found, rule, name: `${found.name} after its pipelines` };
}

async function readRuleOf({ kql, spl, sigma, file, rule, macros = [] }: RuleOptions): Promise<NamedRule> {
  const given = [kql, spl, sigma, file].filter((option) => option !== undefined);
  if (given.length !== 1)
    throw new UserError('give one rule: --kql TEXT, --spl TEXT, --sigma FILE or --file RULE');
  const [{ finishRule, readText }, { givenDefinitions, namedLookups, readRule }] = await Promise.all([
    import('../compile/rule-file.js'),
    import('../compile/find-rules.js'),
  ]);
  if (file !== undefined) {
    const found = await readRule(file, { name: rule, macros });
    return { ...found, name: found.rule.path };
  }
  const name = kql !== undefined ? '--kql' : spl !== undefined ? '--spl' : (sigma ?? '');
  const language = kql !== undefined ? 'kql' : spl !== undefined ? 'spl' : 'sigma';
  const text = kql ?? spl ?? (await readText(sigma ?? ''));
  const written = { language, text, remarks: [] } as const;
  const definitions = await givenDefinitions(macros);
  const finished = await finishRule(name, text, written, definitions);
  return { rule: finished, name, lookups: namedLookups(definitions.lookups, [finished]) };
}
