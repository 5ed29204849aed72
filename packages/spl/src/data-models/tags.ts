import type { Catalog, DataModelName, Expression, View } from '@interloper/plan';
import { and, bool, or } from '@interloper/plan';

/** The dataset of a data model whose events carry a tag; the model's root without one. */
interface TaggedDataset {
  readonly model: DataModelName;
  readonly dataset?: string;
}

/**
 * The tags that the data models are built on: add-ons give them to the events that belong there. Common Information
 * Model Add-on Manual, "Tags used with …". Tags are told apart by case.
 */
export const modelTags: Readonly<Record<string, TaggedDataset>> = {
  authentication: { model: 'Authentication' },
  default: { model: 'Authentication', dataset: 'Default_Authentication' },
  cleartext: { model: 'Authentication', dataset: 'Insecure_Authentication' },
  insecure: { model: 'Authentication', dataset: 'Insecure_Authentication' },
  privileged: { model: 'Authentication', dataset: 'Privileged_Authentication' },
  change: { model: 'Change' },
  account: { model: 'Change', dataset: 'Account_Management' },
  audit: { model: 'Change', dataset: 'Auditing_Changes' },
  endpoint: { model: 'Change', dataset: 'Endpoint_Changes' },
  instance: { model: 'Change', dataset: 'Instance_Changes' },
  network: { model: 'Change', dataset: 'Network_Changes' },
  web: { model: 'Web' },
  proxy: { model: 'Web', dataset: 'Proxy' },
  storage: { model: 'Web', dataset: 'Storage' },
};

/**
 * Which events of a view carry a tag: a condition over the columns of its scan, or true or false for all of them;
 * undefined where the view's events are in the model and the log does not say which are in the dataset.
 */
export function taggedRows(tag: string, view: View, catalog: Catalog): Expression | boolean | undefined {
  const named = Object.hasOwn(modelTags, tag) ? modelTags[tag] : undefined;
  return named === undefined ? false : membersOf(named, view, catalog);
}

/** The same records may be known to the model under another sourcetype. */
function membersOf(
  { model, dataset }: TaggedDataset,
  view: View,
  { sourcetypes }: Catalog,
): Expression | boolean | undefined {
  const declared = sourcetypes
    .filter((other) => other.scan.dataset === view.scan.dataset && isSame(other.each, view.each))
    .flatMap((other) =>
      (other.models ?? []).filter((each) => each.model === model).map((rows) => ({ other, rows })),
    );
  if (declared.length === 0) return false;
  const conditions = declared.flatMap(({ other, rows }) => {
    const member = dataset === undefined ? bool(true) : rows.datasets?.[dataset];
    if (member === undefined) return [];
    const filter = other.filter === undefined || isSame(other.filter, view.filter) ? [] : [other.filter];
    return [and(...filter, ...(rows.where === undefined ? [] : [rows.where]), member)];
  });
  if (conditions.length === 0) return undefined;
  const condition = or(...conditions);
  const all = conditions.some((each) => each.kind === 'literal' && each.value === true);
  return all ? true : condition;
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
