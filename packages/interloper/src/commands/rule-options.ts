import type { Command } from 'commander';
import type { RuleText } from '../compile/compiler.js';
import { UserError } from '../user-error.js';

/** A rule, and the name that messages call it by. */
export interface NamedRule extends RuleText {
  readonly name: string;
}

/** The ways to hand in a rule. */
export interface RuleOptions {
  readonly kql?: string;
  readonly spl?: string;
  readonly sigma?: string;
  readonly file?: string;
}

export function addRuleOptions(command: Command): Command {
  return command
    .option('--kql <text>', 'a KQL query')
    .option('--spl <text>', 'an SPL search')
    .option('--sigma <file>', 'a Sigma rule')
    .option('--file <rule>', 'a rule in a file; its language is known by extension, else by content');
}

/** The one rule that the options give; throws `UserError` when there is none or more than one. */
export async function ruleOf({ kql, spl, sigma, file }: RuleOptions): Promise<NamedRule> {
  const given = [kql, spl, sigma, file].filter((option) => option !== undefined);
  if (given.length !== 1)
    throw new UserError('give one rule: --kql TEXT, --spl TEXT, --sigma FILE or --file RULE');
  if (kql !== undefined) return { language: 'kql', text: kql, name: '--kql' };
  if (spl !== undefined) return { language: 'spl', text: spl, name: '--spl' };
  const { readRule, readText } = await import('../compile/rule-file.js');
  if (sigma !== undefined) return { language: 'sigma', text: await readText(sigma), name: sigma };
  const rule = await readRule(file ?? '');
  return { ...rule, name: rule.path };
}
