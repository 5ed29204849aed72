import { shift } from '../time.js';
import type { AlertEvent } from './alert-event.js';

/** When Defender XDR hands an alert on. */
export function publishedAt(alert: AlertEvent): string {
  return shift(alert.created, 20_000);
}

/** The alert in the portal. */
export function linkOf({ id, tenantId }: AlertEvent): string {
  return `https://security.example/alerts/${id}?tid=${tenantId}`;
}
