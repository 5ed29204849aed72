import type { JsonObject } from '../json.js';
import type { Origin } from '../places.js';
import type { Stage } from '../stories/story.js';
import type { TenantUser } from '../tenant.js';
import type { DropboxEvent } from './team-event.js';

interface DropboxAct {
  readonly type: string;
  readonly category: string;
  readonly details?: JsonObject;
  readonly path?: string;
  readonly guest?: string;
}

/** Where from and with which program; one session for what is done with it. */
export interface DropboxClient {
  readonly origin: Origin;
  readonly client: NonNullable<DropboxEvent['client']>;
  readonly sessionId: string;
}

/** A program of Dropbox at a place, with a session of its own. */
export function dropboxClient(
  { random }: Stage,
  origin: Origin,
  client: DropboxClient['client'] = 'web',
): DropboxClient {
  return { origin, client, sessionId: `dbwsid:${random.integer(1_000_000_000)}` };
}

/** What a member of the team does; `at` in milliseconds since 1970. */
export function draftDropboxEvent(
  who: TenantUser,
  { origin, client, sessionId }: DropboxClient,
  at: number,
  { type, category, details = {}, path, guest }: DropboxAct,
): DropboxEvent {
  const id = who.id.replaceAll('-', '').slice(0, 22);
  return {
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    category,
    type,
    description: type.replaceAll('_', ' '),
    actorKind: 'user',
    email: who.principalName,
    name: who.displayName,
    accountId: `dbid:${id}`,
    memberId: `dbmid:${id}`,
    address: origin.ipAddress,
    city: origin.place.city,
    region: origin.place.state,
    country: origin.place.countryOrRegion,
    sessionId,
    client,
    details,
    ...(path === undefined ? {} : { path }),
    ...(guest === undefined ? {} : { guest }),
  };
}

/** A successful sign-in by a method of Dropbox (`password`, `saml`, `two_factor_authentication`). */
export function dropboxLogin(method: string): DropboxAct {
  return { type: 'login_success', category: 'logins', details: { login_method: { '.tag': method } } };
}

/** The same act on so many files of a folder, so many seconds apart. */
export function draftDropboxFiles(
  who: TenantUser,
  client: DropboxClient,
  at: number,
  {
    count,
    apart,
    path,
    ...act
  }: DropboxAct & { readonly path: string; readonly count: number; readonly apart: number },
): readonly DropboxEvent[] {
  return Array.from({ length: count }, (_, index) =>
    draftDropboxEvent(who, client, at + index * apart * 1000, { ...act, path: `${path}/${index + 1}.pdf` }),
  );
}

/** A member's files fetched. */
export const dropboxDownload = { type: 'file_download', category: 'file_operations' } as const;
