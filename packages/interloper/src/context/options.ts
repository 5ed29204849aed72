/** Tables beside the logs that rules look things up in. Paths of files. */
export interface ContextOptions {
  /** CSV files by the name of the watchlist. */
  readonly watchlists?: Readonly<Record<string, string>>;
  /** Files by the address that rules name them by. */
  readonly externals?: Readonly<Record<string, string>>;
  /** Lookups that are defined beside the rules to run, by name; watchlists that were given come before them. */
  readonly lookups?: Readonly<Record<string, DefinedLookup>>;
  /** Lists of addresses and domains, STIX bundles, MISP exports. */
  readonly threatIntel?: readonly string[];
  /** Databases in MaxMind's format: places, network owners. */
  readonly geo?: readonly string[];
}

/** A lookup as Splunk's transforms.conf defines it: the CSV file, where there is one, and the stanza of its name. */
export interface DefinedLookup {
  readonly file?: string;
  readonly settings: string;
  /** The file that the stanza is from. */
  readonly definedIn: string;
  /** The file lies in an app's `lookups` folder and no stanza defines it: rules name it as a file, `x.csv`. */
  readonly bare?: true;
}
