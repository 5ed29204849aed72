import { parse, stringify } from 'yaml';
import type { DetectionPackage } from '@interloper/detect';
import type { ExportedFile, ExportedRule } from './exported.js';

/**
 * The portable rule: the detection's own, or the converted one with what the detection says about it.
 * https://github.com/SigmaHQ/sigma-specification
 */
export function exportSigma({
  detection,
  text,
  converted,
}: ExportedRule & { readonly converted: boolean }): readonly ExportedFile[] {
  return [
    { path: `${detection.slug}.yml`, form: 'yml', text: converted ? described(detection, text) : text },
  ];
}

function described(detection: DetectionPackage, text: string): string {
  const { title: _title, ...rule } = parse(text) as Readonly<Record<string, unknown>>;
  const tags = detection.attack.flatMap(({ tactic, technique }) => [
    `attack.${tactic}`,
    `attack.${technique.toLowerCase()}`,
  ]);
  const document = {
    title: detection.title,
    id: detection.id,
    status: 'experimental',
    description: detection.description,
    references: detection.references,
    author: 'Interloper',
    tags: [...new Set(tags)],
    ...rule,
    falsepositives: detection.falsePositives,
    level: detection.severity,
  };
  return stringify(document, { lineWidth: 110 });
}
