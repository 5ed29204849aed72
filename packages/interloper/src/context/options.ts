/** Tables beside the logs that rules look things up in. Paths of files. */
export interface ContextOptions {
  /** CSV files by the name of the watchlist. */
  readonly watchlists?: Readonly<Record<string, string>>;
  /** Lists of addresses and domains, STIX bundles, MISP exports. */
  readonly threatIntel?: readonly string[];
  /** Databases in MaxMind's format: places, network owners. */
  readonly geo?: readonly string[];
}
