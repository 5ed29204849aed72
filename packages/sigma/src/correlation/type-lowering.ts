import type { Relation } from '@interloper/plan';
import type { CorrelationRule } from '../rule/types.js';

/** How a correlation type picks, from its rules' matches, the events that complete it. */
export type TypeLowering = (rule: CorrelationRule, matches: Relation) => Relation;
