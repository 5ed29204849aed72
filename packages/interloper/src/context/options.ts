/** Tables beside the logs that rules look things up in. Paths of files. */
export interface ContextOptions {
  /** CSV files by the name of the watchlist. */
  readonly watchlists?: Readonly<Record<string, string>>;
  /** Lists of addresses and domains, STIX bundles, MISP exports. */
  readonly threatIntel?: readonly string[];
  /** Databases in MaxMind's format: places, network owners. */
  readonly geo?: readonly string[];
}

/** What a run knows beside the logs: a line of a scan's `context`. */
export interface ContextSummary {
  readonly kind: 'watchlist' | 'threatIntelligence' | 'geography';
  readonly name: string;
  /** Entries; of geography, the addresses of the data that it knows. */
  readonly rows: number;
  readonly paths: readonly string[];
  /** Why it is not there; rules that ask for it find it empty, or are not evaluable. */
  readonly absent?: string;
}
