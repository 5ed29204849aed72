export { kql } from './language.js';
export { print } from './print/print.js';
