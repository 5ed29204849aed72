/**
 * The steps of a path into JSON, names and positions: `$.a[0]['b c']`. Undefined for what is not such a path: there are no
 * wildcards, slices and filters. https://learn.microsoft.com/kusto/query/jsonpath
 */
export function pathSteps(path: string): readonly (string | number)[] | undefined {
  const step = /\.([A-Za-z_][\w-]*)|\[(-?\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]/g;
  if (!path.startsWith('$')) return undefined;
  const rest = path.slice(1);
  const steps = [...rest.matchAll(step)];
  if (steps.map(([whole]) => whole).join('') !== rest) return undefined;
  return steps.map(([, name, index, single, double]) =>
    index === undefined ? (name ?? single ?? double ?? '') : Number(index),
  );
}
