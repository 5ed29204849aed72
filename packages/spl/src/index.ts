export { spl } from './language.js';
export { parse } from './syntax/parser.js';
export { printPipeline } from './print.js';
export type { Pipeline } from './syntax/tree.js';
