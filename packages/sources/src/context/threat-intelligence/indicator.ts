/** What an indicator says of one value, or, where it has none that can be compared, its pattern alone. */
export interface Indicator {
  readonly id: string;
  /** As STIX names it: `ipv4-addr:value`, `file:hashes.'SHA-256'`; absent where the pattern is more than values. */
  readonly observableKey?: string;
  readonly observableValue?: string;
  readonly pattern: string;
  readonly name?: string;
  readonly description?: string;
  /** 0 to 100. */
  readonly confidence?: number;
  readonly tags?: readonly string[];
  readonly threatTypes?: readonly string[];
  readonly trafficLight?: string;
  /** ISO 8601. */
  readonly created?: string;
  readonly modified?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly revoked?: boolean;
  /** Its source does not want it matched. */
  readonly disabled?: boolean;
  /** Who says so: the file's own word, else the kind of the file. */
  readonly provider: string;
  /** The object as it stands in the file, as JSON. */
  readonly data?: string;
  /** Where it stands: a line, or the number of an object. */
  readonly place: number;
}
