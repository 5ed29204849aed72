export { asimCoverage } from './asim/coverage.js';
export type { AsimCoverage } from './asim/coverage.js';
export { kql } from './language.js';
export { separateQueries } from './kusto/separate-queries.js';
export { print } from './print/print.js';
