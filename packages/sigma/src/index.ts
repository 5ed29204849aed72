export { sigma } from './language.js';
export { print } from './print/print.js';
