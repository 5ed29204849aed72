import type { FunctionName } from './index.js';

/** Tests of text that are false for empty text when what it is held against are texts that are not empty. */
export const falseOfEmptyText: ReadonlySet<FunctionName> = new Set([
  'eq',
  'in',
  'eqIgnoreCase',
  'inIgnoreCase',
  'contains',
  'containsIgnoreCase',
  'startsWith',
  'startsWithIgnoreCase',
  'endsWith',
  'endsWithIgnoreCase',
  'has',
  'hasIgnoreCase',
  'hasPrefix',
  'hasPrefixIgnoreCase',
  'hasSuffix',
  'hasSuffixIgnoreCase',
  'hasAnyIgnoreCase',
  'hasAllIgnoreCase',
]);
