import { walkRelations } from '@interloper/plan';
import type { Alert, DetectionPackage } from '@interloper/detect';
import type { Session } from './session.js';

/** Which logs the rule behind an alert reads, by the ids of their sources; undefined where the rule is not at hand. */
export async function alertSources(
  { compiler }: Session,
  alerts: readonly Alert[],
  detections: readonly DetectionPackage[],
): Promise<(alert: Alert) => ReadonlySet<string> | undefined> {
  const { sources } = await import('@interloper/sources');
  const sourceOf = new Map(sources.map(({ id, dataset }) => [dataset.name, id]));
  const fired = new Set(alerts.map(({ detection }) => detection));
  const bySlug = new Map(detections.filter(({ slug }) => fired.has(slug)).map((each) => [each.slug, each]));
  await compiler.prepare([...bySlug.values()].flatMap(({ queries }) => queries));
  const known = new Map<string, ReadonlySet<string> | undefined>();

  const readBy = ({ detection, query }: Alert): ReadonlySet<string> | undefined => {
    const rule = bySlug.get(detection)?.queries.find(({ language }) => language === query);
    const plan = rule === undefined ? undefined : compiler.compile(rule.language, rule.text).plan;
    if (plan === undefined) return undefined;
    const read = new Set<string>();
    walkRelations(plan, (relation) => {
      const source = relation.kind === 'scan' ? sourceOf.get(relation.dataset) : undefined;
      if (source !== undefined) read.add(source);
    });
    return read;
  };

  return (alert) => {
    const key = `${alert.detection} ${alert.query}`;
    if (!known.has(key)) known.set(key, readBy(alert));
    return known.get(key);
  };
}
