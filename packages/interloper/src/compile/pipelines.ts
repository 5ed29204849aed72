import { UserError } from '../user-error.js';
import type { RuleFile } from './rule-file.js';
import { readText } from './rule-file.js';

/**
 * A Sigma rule after processing pipelines in pySigma's form; its text is then the processed rule. Throws `UserError` for
 * rules of other languages and for what a pipeline asks for and cannot be done.
 */
export async function withPipelines(rule: RuleFile, files: readonly string[]): Promise<RuleFile> {
  if (files.length === 0) return rule;
  if (rule.language !== 'sigma')
    throw new UserError(`${rule.path}: processing pipelines are for Sigma rules`);
  const { applyPipelines } = await import('@interloper/sigma');
  const texts = await Promise.all(files.map(async (file) => readText(file)));
  const processed = applyPipelines(rule.text, texts);
  if ('refused' in processed) throw new UserError(`${files.join(', ')}: ${processed.refused}`);
  const { placed: _placed, ...rest } = rule;
  return { ...rest, text: processed.text, written: processed.text };
}
