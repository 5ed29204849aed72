export { sigma } from './language.js';
export { print } from './print/print.js';
export { applyPipelines } from './pipeline/pipeline.js';
export type { Processed } from './pipeline/pipeline.js';
export { sharedIds } from './rule/identifiers.js';
export { sigmaReference } from './reference.js';
export type { SigmaReference } from './reference.js';
