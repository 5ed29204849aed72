export * from './dialect.js';
export * from './engine.js';
export { aliasesOf } from './aliases.js';
export { printPredicate, printSql } from './print-sql.js';
export { usePaths } from './passes/use-paths.js';
export { answerUnion } from './shared/answer-union.js';
export { shareScans } from './shared/share-scans.js';
export type { Question, SharedScans } from './shared/share-scans.js';
