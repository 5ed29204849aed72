import type { JsonObject } from '../json.js';
import type { Stage } from '../stories/story.js';
import type { TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { UnifiedAuditEvent } from './audit-record.js';

/** Where a client is and what it says it is. */
interface FileClient {
  readonly ipAddress: string;
  readonly userAgent: string;
}

interface FileAction {
  readonly operation:
    | 'FileAccessed'
    | 'FileDownloaded'
    | 'FileSyncDownloadedFull'
    | 'AnonymousLinkCreated'
    | 'AddedToSecureLink';
  /** Below the site, `reports/plan.docx`. */
  readonly file: string;
  /** Default the person's OneDrive. */
  readonly site?: string;
  /** Mail address of a guest that the file is shared with. */
  readonly guest?: string;
}

/** The same action on so many files of a folder, so many seconds apart; `at` in milliseconds since 1970. */
export function draftFileEvents(
  stage: Stage,
  who: TenantUser,
  client: FileClient,
  at: number,
  { count, apart, ...action }: FileAction & { readonly count: number; readonly apart: number },
): readonly UnifiedAuditEvent[] {
  const session = stage.random.guid();
  return Array.from({ length: count }, (_, index) =>
    draftFileEvent(stage, who, { ...client, session }, at + index * apart * 1000, {
      ...action,
      file: `${action.file}/${index + 1}.docx`,
    }),
  );
}

/** What a person does with a file of OneDrive or SharePoint. */
function draftFileEvent(
  { tenant, random }: Stage,
  who: TenantUser,
  { ipAddress, userAgent, session }: FileClient & { readonly session: string },
  at: number,
  { operation, file, site, guest }: FileAction,
): UnifiedAuditEvent {
  const shares = operation === 'AnonymousLinkCreated' || operation === 'AddedToSecureLink';
  const host = tenant.domain.split('.')[0] ?? 'tenant';
  const siteUrl =
    site === undefined
      ? `https://${host}-my.sharepoint.example/personal/${who.principalName.replaceAll(/[@.]/g, '_')}/`
      : `https://${host}.sharepoint.example/sites/${site}/`;
  const name = file.slice(file.lastIndexOf('/') + 1);
  const target: JsonObject =
    guest === undefined
      ? {}
      : { TargetUserOrGroupName: guest, TargetUserOrGroupType: 'Guest', EventData: '<Type>View</Type>' };
  return {
    id: random.guid(),
    time: instant(Math.floor(at / 1000) * 1000),
    operation,
    workload: site === undefined ? 'OneDrive' : 'SharePoint',
    recordType: shares ? 14 : 6,
    recordTypeName: shares ? 'SharePointSharingOperation' : 'SharePointFileOperation',
    userType: 0,
    organizationId: tenant.id,
    user: { id: who.id, displayName: who.displayName, principalName: who.principalName },
    userKey: `i:0h.f|membership|1003${who.id.slice(0, 8)}@live.com`,
    address: ipAddress,
    addressFields: { ClientIP: ipAddress },
    resultStatus: null,
    objectId: `${siteUrl}Shared Documents/${file}`,
    details: {
      EventSource: 'SharePoint',
      ItemType: 'File',
      ListItemUniqueId: random.guid(),
      Site: random.guid(),
      SiteUrl: siteUrl,
      SourceFileExtension: name.slice(name.lastIndexOf('.') + 1),
      SourceFileName: name,
      SourceRelativeUrl: 'Shared Documents',
      UserAgent: userAgent,
      CorrelationId: random.guid(),
      AppAccessContext: { AADSessionId: session, CorrelationId: random.guid(), UniqueTokenId: 'dG9rZW4' },
      ...target,
    },
  };
}
