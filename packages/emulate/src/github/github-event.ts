/** An audited action (log-format reference, section 10). Ids are numbers as GitHub writes them. */
export interface GitHubEvent {
  readonly documentId: string;
  /** UTC, seven fraction digits, of which GitHub counts three. */
  readonly time: string;
  /** Git operations have no second time. */
  readonly hasCreated: boolean;
  readonly action: string;
  readonly operationType: string | null;
  readonly actor: string;
  readonly actorId: number;
  readonly actorIp: string;
  readonly country: string;
  readonly userAgent: string;
  readonly user: string | null;
  readonly userId: number | null;
  readonly org: string;
  readonly orgId: number;
  readonly repo: string | null;
  readonly repoId: number | null;
  readonly publicRepo: boolean | null;
  readonly visibility: string | null;
  readonly previousVisibility: string | null;
  readonly permission: string | null;
  readonly accessType: string | null;
  readonly hashedToken: string | null;
  readonly hook: { readonly id: number; readonly events: readonly string[]; readonly url: string } | null;
  /** The request of the API, which only streams of an enterprise tell. */
  readonly request?: { readonly method: string; readonly path: string; readonly status: number };
}
