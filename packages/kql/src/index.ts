export { kql } from './language.js';
export { separateQueries } from './kusto/separate-queries.js';
export { print } from './print/print.js';
