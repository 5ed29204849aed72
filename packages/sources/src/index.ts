export * from './source.js';
export * from './registry.js';
export { looseName, observeNames, isRecord } from './observed-names.js';
export { catalogOf } from './catalog.js';
export { entraSignIns } from './entra-sign-ins/source.js';
export { classify } from './classify.js';
export type { Classification } from './classify.js';
export type { Rewrite } from './rewrites/rewrite.js';
