import type { Application } from '../applications.js';
import type { SignIn } from '../sign-in.js';

/** Applications that people sign in to with a code, on a device or in a shell. */
export const codeApplications = {
  broker: {
    id: '29d9ed98-a469-4536-ade2-f981bc1d605e',
    displayName: 'Microsoft Authentication Broker',
    resourceId: '01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9',
    resourceName: 'Device Registration Service',
    clientApp: 'Mobile Apps and Desktop clients',
  },
  azureCli: {
    id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    displayName: 'Microsoft Azure CLI',
    resourceId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
    resourceName: 'Windows Azure Service Management API',
    clientApp: 'Mobile Apps and Desktop clients',
  },
} as const satisfies Readonly<Record<string, Application>>;

/** The same sign-in, made by typing a code on another device. */
export function byDeviceCode(signIn: SignIn): SignIn {
  return {
    ...signIn,
    authentication: { ...signIn.authentication, protocol: 'deviceCode' },
    token: { ...signIn.token, originalTransferMethod: 'deviceCodeFlow' },
  };
}
