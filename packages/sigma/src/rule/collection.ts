import type { Diagnostic } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import { childOf, textOf } from '../yaml/tree.js';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/tree.js';

/**
 * Applies the actions of a rule collection (specification 1, Rule Collections; kept by the reference
 * implementation): `global` holds what all following documents share, `reset` forgets it, `repeat` is the rule
 * before it with changes.
 *
 * @returns the documents that are rules, each whole.
 */
export function expandCollection(
  documents: readonly YamlNode[],
  report: (problem: Diagnostic) => void,
): readonly YamlMap[] {
  const rules: YamlMap[] = [];
  let shared: YamlMap | undefined;
  let previous: YamlMap | undefined;
  for (const document of documents) {
    if (document.kind !== 'map') {
      report(problems.notARule(document.span));
      continue;
    }
    const action = childOf(document, 'action');
    const bare = without(document, 'action');
    switch (textOf(action)) {
      case 'global':
        shared = shared === undefined ? bare : merge(shared, bare);
        break;
      case 'reset':
        shared = undefined;
        if (bare.entries.length > 0) {
          previous = bare;
          rules.push(bare);
        }
        break;
      case 'repeat':
        if (previous === undefined) report(problems.nothingToRepeat(action?.span ?? document.span));
        else {
          previous = merge(previous, bare);
          rules.push(previous);
        }
        break;
      case undefined:
        previous = shared === undefined ? bare : merge(shared, bare);
        rules.push(previous);
        break;
      default:
        report(problems.unknownAction(textOf(action) ?? '', action?.span ?? document.span));
    }
  }
  return rules;
}

function without(node: YamlMap, key: string): YamlMap {
  return { ...node, entries: node.entries.filter((entry) => entry.key !== key) };
}

/** Merges deeply: maps key by key, all else is replaced. */
function merge(base: YamlMap, change: YamlMap): YamlMap {
  const entries: YamlEntry[] = base.entries.map((entry) => {
    const changed = change.entries.find((other) => other.key === entry.key);
    if (changed === undefined) return entry;
    const both = entry.value.kind === 'map' && changed.value.kind === 'map';
    return both ? { ...changed, value: mergeMaps(entry.value, changed.value) } : changed;
  });
  const added = change.entries.filter((entry) => !base.entries.some((other) => other.key === entry.key));
  return { kind: 'map', entries: [...added, ...entries], span: change.span };
}

function mergeMaps(base: YamlNode, change: YamlNode): YamlNode {
  return base.kind === 'map' && change.kind === 'map' ? merge(base, change) : change;
}
