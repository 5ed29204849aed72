import { Buffer } from 'node:buffer';

/**
 * The `uniqueTokenIdentifier` of a sign-in id: base64url without padding of the GUID's sixteen
 * bytes, the first three groups little-endian (log-format reference, section 2.1).
 */
export function uniqueTokenIdentifier(signInId: string): string {
  const bytes = Buffer.from(signInId.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes.toString('base64url');
}
