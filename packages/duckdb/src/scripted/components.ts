import { scripted } from './scripted-function.js';
import type { Json } from './scripted-function.js';

/**
 * The nodes that pairs of nodes connect, each with the number of the component it is in, from 0 in the order of the
 * pairs. A pair of a node with itself names a node without connecting it.
 */
function components(pairs: readonly (readonly string[])[]): readonly Json[] {
  const parents = new Map<string, string>();
  const rootOf = (node: string): string => {
    let root = node;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root))
      root = next;
    let at = node;
    while (at !== root) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const pair of pairs) {
    for (const node of pair) if (!parents.has(node)) parents.set(node, node);
    const [one = '', other = one] = pair.map(rootOf);
    if (one !== other) parents.set(other, one);
  }
  const numbers = new Map<string, number>();
  return [...parents.keys()].map((node) => {
    const root = rootOf(node);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return [node, number];
  });
}

export const connections = [
  scripted('graphComponents', ['json'], 'json', (pairs) =>
    components(pairs as readonly (readonly string[])[]),
  ),
];
