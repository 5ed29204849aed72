import { statusOf } from './error-codes.js';
import type { Authentication, AuthenticationStep } from './sign-in.js';

/** How far the person got in proving who they are. */
export type Proof =
  | 'password'
  | 'passwordAndMfa'
  | 'claims'
  | 'claimsAndMfa'
  | 'wrongPassword'
  | 'mfaPending'
  | 'mfaDeclined'
  | 'mfaUnanswered';

/** True when a second factor was asked for, passed or not. */
export function asksSecondFactor(proof: Proof): boolean {
  return proof === 'passwordAndMfa' || proof === 'claimsAndMfa' || lacksSecondFactor(proof);
}

/** True when a second factor was asked for and did not come. */
export function lacksSecondFactor(proof: Proof): boolean {
  return proof === 'mfaPending' || proof === 'mfaDeclined' || proof === 'mfaUnanswered';
}

/** The steps and requirement of a proof; the texts are those seen in genuine records (reference, section 2.7). */
export function authenticationOf(
  proof: Proof,
  dateTime: string,
  errorCode: number | undefined,
): Authentication {
  const secondFactor = asksSecondFactor(proof);
  return {
    requirement: secondFactor ? 'multiFactorAuthentication' : 'singleFactorAuthentication',
    requirementPolicies: secondFactor ? CONDITIONAL_ACCESS : [],
    steps: stepsOf(proof, dateTime, errorCode),
    methodsUsed: [],
    processingDetails: NO_CAE_TOKEN,
    protocol: 'none',
  };
}

/** What an application's sign-in says of its authentication: nearly nothing. */
export const applicationAuthentication: Authentication = {
  requirement: null,
  requirementPolicies: [],
  steps: [],
  methodsUsed: [],
  processingDetails: [{ key: 'Is CAE Token', value: 'False' }],
  protocol: 'none',
};

const NO_CAE_TOKEN = applicationAuthentication.processingDetails;
const CONDITIONAL_ACCESS = [{ requirementProvider: 'multiConditionalAccess', detail: 'Conditional Access' }];
const PRIMARY = 'Primary authentication';
const SECONDARY = 'Secondary authentication';

function stepsOf(
  proof: Proof,
  dateTime: string,
  errorCode: number | undefined,
): readonly AuthenticationStep[] {
  const step = (
    method: string | null,
    succeeded: boolean,
    resultDetail: string,
    requirement: string,
  ): AuthenticationStep => ({
    dateTime,
    method,
    methodDetail: method === 'Password' ? 'Password in the cloud' : null,
    succeeded,
    resultDetail,
    requirement,
  });
  const password = (): AuthenticationStep => step('Password', true, 'Correct password', PRIMARY);
  const claim = (): AuthenticationStep =>
    step('Previously satisfied', true, 'First factor requirement satisfied by claim in the token', PRIMARY);
  const refusedPrompt = (how: string): AuthenticationStep =>
    step('Mobile app notification', false, `MFA denied; ${how}`, SECONDARY);
  switch (proof) {
    case 'password':
      return [password()];
    case 'passwordAndMfa':
      return [password(), step('Mobile app notification', true, 'MFA completed in Azure AD', SECONDARY)];
    case 'claims':
      return [claim()];
    case 'claimsAndMfa':
      // Real rows say false beside this text although the sign-in succeeded (reference, section 2.7).
      return [claim(), step(null, false, 'MFA requirement satisfied by claim in the token', SECONDARY)];
    case 'wrongPassword':
      return [step('Password', false, wrongPasswordText(errorCode), PRIMARY)];
    case 'mfaPending':
      return [password(), step(null, false, 'MFA required in Azure AD', PRIMARY)];
    case 'mfaDeclined':
      return [password(), refusedPrompt('user declined the authentication')];
    case 'mfaUnanswered':
      return [password(), refusedPrompt('user did not respond to mobile app notification')];
  }
}

function wrongPasswordText(errorCode: number | undefined): string {
  return errorCode === 50126 || errorCode === undefined
    ? 'Invalid username or password or Invalid on-premise username or password.'
    : (statusOf(errorCode).failureReason ?? '');
}
