import { createRequire } from 'node:module';
import type * as NodeApi from '@duckdb/node-api';

// Required, not imported: to import a CommonJS package Node first scans each of its two hundred files for exports,
// which takes as long as loading them.
const api = createRequire(import.meta.url)('@duckdb/node-api') as typeof NodeApi;

export const { BIGINT, BOOLEAN, DOUBLE, DuckDBInstance, DuckDBListValue, DuckDBScalarFunction, VARCHAR } =
  api;
