/** A watchlist that detections know by name. */
export interface StandardWatchlist {
  readonly name: string;
  readonly title: string;
  /** Columns that its CSV must have, in any order and beside others; cells may be empty. */
  readonly columns: readonly string[];
  /** Of those, the columns that hold addresses or CIDR networks. */
  readonly networks: readonly string[];
  /** The column that `SearchKey` and `%name%` stand for. */
  readonly key: string;
}

/** The watchlists that shipped detections and exclusions use; all are optional. */
export const standardWatchlists: readonly StandardWatchlist[] = [
  {
    name: 'travel',
    title: 'who is where, from when to when',
    columns: ['user', 'from', 'to', 'country'],
    networks: [],
    key: 'user',
  },
  {
    name: 'corporate-egress',
    title: 'networks that the organisation leaves to the internet from',
    columns: ['cidr', 'label'],
    networks: ['cidr'],
    key: 'cidr',
  },
  {
    name: 'service-accounts',
    title: 'accounts that no person uses',
    columns: ['account', 'type', 'owner', 'source', 'purpose'],
    networks: [],
    key: 'account',
  },
  {
    name: 'partner-tenants',
    title: 'tenants of partners',
    columns: ['tenant_id', 'name', 'domain'],
    networks: [],
    key: 'tenant_id',
  },
  {
    name: 'tor-exits',
    title: 'addresses of Tor exits',
    columns: ['ip', 'last_seen'],
    networks: ['ip'],
    key: 'ip',
  },
  {
    name: 'account-aliases',
    title: 'names of one account that the logs do not show together',
    columns: ['account', 'alias'],
    networks: [],
    key: 'alias',
  },
  {
    name: 'leaked-keys',
    title: 'access keys that were found in public',
    columns: ['access_key_id', 'source', 'found'],
    networks: [],
    key: 'access_key_id',
  },
];
