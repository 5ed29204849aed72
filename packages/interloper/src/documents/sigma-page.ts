import type { SigmaReference } from '@interloper/sigma';
import { between } from './marked-page.js';

/**
 * The page of Sigma with the part between its marks rewritten: the modifiers, the types of correlations and what
 * processing pipelines may do. Undefined when the page has no marks.
 */
export function withSigmaReference(page: string, reference: SigmaReference): string | undefined {
  const { modifiers, correlationTypes, pipelines } = reference;
  const { rule, item, field } = pipelines.conditions;
  return between(
    page,
    [
      '### Modifiers',
      described(modifiers),
      '### Correlations',
      described(correlationTypes),
      '### Pipelines',
      [
        `- transformations: ${codes(pipelines.transformations)}`,
        `- conditions on the rule: ${codes(rule)}`,
        `- conditions on a line of a selection: ${codes(item)}`,
        `- conditions on a field: ${codes(field)}`,
      ].join('\n'),
      'Refused by name, beside what pySigma does to queries (`postprocessing`, `finalizers`):',
      Object.entries(pipelines.refusals)
        .map(([name, why]) => `- \`${name}\`: ${why}`)
        .join('\n'),
    ].join('\n\n'),
  );
}

function described(entries: SigmaReference['modifiers']): string {
  const rows = entries.map(
    ({ name, doc, note }) => `| \`${name}\` | ${doc} | ${note === undefined ? '' : note} |`,
  );
  return ['| name | what it does | only |', '| --- | --- | --- |', ...rows].join('\n');
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
