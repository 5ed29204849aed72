import type { SignInCategory } from './sign-in.js';

/** The Log Analytics tables that hold sign-ins. */
export type SignInTable =
  | 'SigninLogs'
  | 'AADNonInteractiveUserSignInLogs'
  | 'AADServicePrincipalSignInLogs'
  | 'AADManagedIdentitySignInLogs';

export interface SignInStream {
  readonly table: SignInTable;
  /** `category` of the Azure Monitor record; its spelling differs from the table's. */
  readonly category: string;
  /** Blob container of the diagnostic setting. */
  readonly container: string;
  /** `signInEventTypes` of Graph. */
  readonly eventType: string;
}

/** How each kind of sign-in is called along the way (log-format reference, sections 1 and 2.3). */
export const signInStreams: Readonly<Record<SignInCategory, SignInStream>> = {
  interactive: {
    table: 'SigninLogs',
    category: 'SignInLogs',
    container: 'insights-logs-signinlogs',
    eventType: 'interactiveUser',
  },
  nonInteractive: {
    table: 'AADNonInteractiveUserSignInLogs',
    category: 'NonInteractiveUserSignInLogs',
    container: 'insights-logs-noninteractiveusersigninlogs',
    eventType: 'nonInteractiveUser',
  },
  servicePrincipal: {
    table: 'AADServicePrincipalSignInLogs',
    category: 'ServicePrincipalSignInLogs',
    container: 'insights-logs-serviceprincipalsigninlogs',
    eventType: 'servicePrincipal',
  },
  managedIdentity: {
    table: 'AADManagedIdentitySignInLogs',
    category: 'ManagedIdentitySignInLogs',
    container: 'insights-logs-managedidentitysigninlogs',
    eventType: 'managedIdentity',
  },
};

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'datetime' | 'dynamic' | 'bool' | 'int' | 'long' | 'real';
}
