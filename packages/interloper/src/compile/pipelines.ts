import type { Diagnostic } from '@interloper/plan';
import { UserError } from '../user-error.js';
import type { RuleFile } from './rule-file.js';
import { readText } from './rule-file.js';

/** Processing pipelines in pySigma's form, read and found to be supported. */
export interface Pipelines {
  readonly files: readonly string[];
  /** The rule as they leave it: its text, in which diagnostics then have their places, is Sigma again. */
  readonly apply: (rule: RuleFile) => RuleFile | Refusal;
}

/** What a pipeline asks for and cannot be done for this rule. */
interface Refusal {
  readonly refused: string;
}

/** Reads pipelines; throws `UserError` for what they ask for and is not supported. */
export async function readPipelines(files: readonly string[]): Promise<Pipelines> {
  if (files.length === 0) return { files, apply: (rule) => rule };
  const { applyPipelines } = await import('@interloper/sigma');
  const texts = await Promise.all(files.map(async (file) => readText(file)));
  // Of no rule at all only the pipelines are read.
  const read = applyPipelines('', texts);
  if ('refused' in read) throw new UserError(`${files.join(', ')}: ${read.refused}`);
  const apply: Pipelines['apply'] = (rule) => {
    const processed = applyPipelines(rule.text, texts);
    if ('refused' in processed) return processed;
    const { placed: _placed, ...rest } = rule;
    return { ...rest, text: processed.text, written: processed.text };
  };
  return { files, apply };
}

/**
 * A Sigma rule after processing pipelines in pySigma's form; its text is then the processed rule. Throws `UserError` for
 * rules of other languages and for what a pipeline asks for and cannot be done.
 */
export async function withPipelines(rule: RuleFile, files: readonly string[]): Promise<RuleFile> {
  if (files.length === 0) return rule;
  if (rule.language !== 'sigma')
    throw new UserError(`${rule.path}: processing pipelines are for Sigma rules`);
  const processed = (await readPipelines(files)).apply(rule);
  if ('refused' in processed) throw new UserError(`${files.join(', ')}: ${processed.refused}`);
  return processed;
}

/** The refusal of a pipeline as what is to be told of a rule. */
export function refusedByPipeline({ refused }: Refusal, files: readonly string[]): Diagnostic {
  return {
    code: 'SIGMA0801',
    severity: 'error',
    message: `The processing pipeline refuses this rule: ${refused}`,
    help: `See ${files.join(', ')}.`,
  };
}
