import type { Diagnostic } from '@interloper/plan';
import type { Source } from '@interloper/sources';
import type { Store } from '@interloper/sql';
import type { OpenAccount, Quarantined } from './account.js';
import type { Examined } from './examine.js';
import type { OwnTables } from './own-tables.js';
import type { Recognition } from './recognition.js';
import type { SlowPath } from './slow-path.js';

/** What one run of reading shares. */
export interface Run {
  readonly store: Store;
  readonly recognition: Recognition;
  readonly sources: readonly Source[];
  readonly own: OwnTables;
  /** What was read into tables of their own. */
  readonly strangers: Examined[];
  readonly slow: SlowPath;
  readonly accounts: OpenAccount[];
  readonly quarantine: Quarantined[];
  readonly diagnostics: Diagnostic[];
  readonly raw: boolean;
  readonly signal: AbortSignal | undefined;
}
