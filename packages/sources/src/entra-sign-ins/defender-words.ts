/**
 * Defender XDR writes enumerations as numbers, or in words of its own, where Graph has its words
 * (reference/schemas/EntraIdSignInEvents.json;
 * https://learn.microsoft.com/defender-xdr/advanced-hunting-aadsignineventsbeta-table).
 */
export const defenderWords = {
  riskLevel: { '1': 'none', '10': 'low', '50': 'medium', '100': 'high' },
  riskState: {
    '0': 'none',
    '1': 'confirmedSafe',
    '2': 'remediated',
    '3': 'dismissed',
    '4': 'atRisk',
    '5': 'confirmedCompromised',
  },
  accessStatus: { '0': 'success', '1': 'failure', '2': 'notApplied' },
  tokenIssuer: { '0': 'AzureAD', '1': 'ADFederationServices' },
  trustType: {
    Workplace: 'Azure AD registered',
    AzureAd: 'Azure AD joined',
    ServerAd: 'Hybrid Azure AD joined',
  },
} as const;

/** Words by what Defender writes. */
export type Words = Readonly<Record<string, string>>;
