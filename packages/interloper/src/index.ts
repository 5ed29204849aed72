export {
  open,
  type OpenOptions,
  type QueryOptions,
  type ScanOptions,
  type Workspace,
  type WorkspaceIngestOptions,
} from './open.js';
export { UserError } from './user-error.js';
export type { Progress } from './ingest/ingest.js';
export type { QueryResult } from './workspace/query.js';
export type { RunSummary, ScanResult } from './workspace/scan.js';
export type { BadRecord, ContextSummary, InputSummary, UnexaminedLog } from '@interloper/report';
export type { ContextOptions } from './context/options.js';
export type {
  Account,
  Agreement,
  Alert,
  AlertSeverity,
  Confidence,
  Coverage,
  Disagreement,
  ExcludedAccount,
  ExclusionOutcome,
  Gap,
  RunProgress,
  ScorePart,
} from '@interloper/detect';
export type { Column, Diagnostic, LanguageId, ScalarType, Span } from '@interloper/plan';
export type { Json } from '@interloper/sql';
