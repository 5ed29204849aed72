import type { SupportEntry } from '@interloper/plan';
import { correlationTypes } from './correlation/types.js';
import { findModifier, modifierNames } from './modifiers/table.js';
import { conditionNames } from './pipeline/conditions.js';
import { refusals, transformationNames } from './pipeline/transformations.js';

/** A modifier or a type of correlation, and what it does. */
interface Described {
  readonly name: string;
  readonly doc: string;
  readonly support: SupportEntry['support'];
  readonly note?: string;
}

/** What the manual says of Sigma and the code knows. */
export interface SigmaReference {
  readonly modifiers: readonly Described[];
  readonly correlationTypes: readonly Described[];
  readonly pipelines: {
    readonly transformations: readonly string[];
    /** Those of pySigma that are not supported, and why. */
    readonly refusals: Readonly<Record<string, string>>;
    readonly conditions: Readonly<Record<'rule' | 'item' | 'field', readonly string[]>>;
  };
}

/** The modifiers, the types of correlations and what pipelines may do, for the manual. */
export function sigmaReference(): SigmaReference {
  return {
    modifiers: modifierNames.flatMap((name) => {
      const modifier = findModifier(name);
      return modifier === undefined ? [] : [described(name, modifier)];
    }),
    correlationTypes: Object.entries(correlationTypes).map(([name, type]) => described(name, type)),
    pipelines: { transformations: transformationNames, refusals, conditions: conditionNames },
  };
}

function described(name: string, { doc, support, note }: Omit<Described, 'name'>): Described {
  return { name, doc, support, ...(note === undefined ? {} : { note }) };
}
