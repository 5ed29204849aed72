import type { DetectionPackage } from '@interloper/detect';
import type { ExportedFile } from './exported.js';

/**
 * A layer of the techniques that detections look for, each scored by how many do.
 * https://github.com/mitre-attack/attack-navigator/blob/master/layers/LAYERFORMATv4_5.md
 */
export function exportNavigator(detections: readonly DetectionPackage[]): ExportedFile {
  const found = new Map<
    string,
    { readonly techniqueID: string; readonly tactic: string; readonly titles: string[] }
  >();
  for (const { title, attack } of detections) {
    for (const { technique, tactic } of attack) {
      const key = `${technique} ${tactic}`;
      const entry = found.get(key) ?? { techniqueID: technique, tactic, titles: [] };
      if (!entry.titles.includes(title)) entry.titles.push(title);
      found.set(key, entry);
    }
  }
  const techniques = [...found.values()].map(({ techniqueID, tactic, titles }) => ({
    techniqueID,
    tactic,
    score: titles.length,
    comment: titles.join('\n'),
    enabled: true,
  }));
  const layer = {
    name: 'Interloper',
    versions: { navigator: '5.0.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: 'Techniques that the loaded detections look for; the score is how many do',
    techniques,
    gradient: {
      colors: ['#ffffff', '#4a90d9'],
      minValue: 0,
      maxValue: Math.max(1, ...techniques.map(({ score }) => score)),
    },
    layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
  };
  return { path: 'navigator-layer.json', form: 'json', text: `${JSON.stringify(layer, undefined, 2)}\n` };
}
