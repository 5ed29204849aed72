import type { SignInStatus } from './sign-in.js';

/** Codes that end a step without refusing the sign-in; the portal calls them Interrupted (reference, section 2.8). */
export const interruptCodes: ReadonlySet<number> = new Set([
  50055, 50058, 50072, 50074, 50076, 50078, 50079, 50097, 50125, 50129, 50135, 50140, 50144, 50158, 50199,
  65001, 65004, 70016, 70018, 70019,
]);

const reasons: Readonly<Record<number, string>> = {
  50034: 'The user account does not exist in the directory.',
  50053: 'The account is locked, or the address is known for malicious activity.',
  50055: 'The password is expired.',
  50057: 'The user account is disabled.',
  50058: 'Session information is not sufficient for single-sign-on.',
  50074: 'Strong authentication is required; the user did not pass the challenge.',
  50076: 'Multi-factor authentication is required to access the resource.',
  50126: 'Error validating credentials due to invalid username or password.',
  50140: 'The sign-in was interrupted to offer to keep the user signed in.',
  53003: 'Access has been blocked by Conditional Access policies.',
  500121: 'Authentication failed during the strong authentication request.',
  7000215: 'An invalid client secret was provided.',
  7000222: 'The provided client secret keys are expired.',
};

/** The status of a result; success carries no reason. Throws on a code that no text is known for. */
export function statusOf(errorCode: number, additionalDetails: string | null = null): SignInStatus {
  if (errorCode === 0) return { errorCode, failureReason: null, additionalDetails };
  const failureReason = reasons[errorCode];
  if (failureReason === undefined)
    throw new Error(`no text for error code ${errorCode}; add it to error-codes.ts`);
  return { errorCode, failureReason, additionalDetails };
}
