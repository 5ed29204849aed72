export { spl } from './language.js';
export { parse } from './syntax/parser.js';
export { printPipeline } from './print.js';
export type { Pipeline } from './syntax/tree.js';
export { builtInMacros } from './lower/macros.js';
export { expandMacroText } from './macro-text.js';
export type { ExpandedText, MacroDefinition } from './macro-text.js';
export { print } from './printing/print-plan.js';
