export { duckdb } from './engine.js';
export { dialect } from './dialect.js';
