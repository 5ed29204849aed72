import { composeUserSignIn } from '../../compose-sign-in.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/**
 * Identity Protection names an anonymiser for one account; another is used from an address that a threat feed lists,
 * which Identity Protection says nothing of.
 */
export const anonymiserWithProtection: Story = {
  id: 'anonymiser-with-protection',
  title:
    'Sign-ins from an anonymiser that Identity Protection names, and from a listed address that it does not',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [named, listed] = [person(0), person(1)];
    const strange = {
      device: { ...named.phone, operatingSystem: 'Linux', browser: 'Chrome 140.0.0' },
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      proof: 'password',
    } as const;
    return {
      logs: {
        signIns: [
          ...[named, listed].flatMap((user) => usualDays(stage, user, 0, 1)),
          composeUserSignIn(tenant, named, random, {
            ...strange,
            at: when(1, hourAt(named, 22), 10),
            origin: attackerOrigins.anonymizer,
            changes: {
              risk: {
                levelDuringSignIn: 'medium',
                levelAggregated: 'medium',
                state: 'atRisk',
                detail: 'none',
                eventTypes: ['anonymizedIPAddress', 'unfamiliarFeatures'],
              },
            },
          }),
          composeUserSignIn(tenant, listed, random, {
            ...strange,
            at: when(1, hourAt(listed, 22), 40),
            origin: attackerOrigins.hosting,
          }),
        ],
      },
      compromised: [
        { account: named.principalName, severity: 'medium', why: ['AnonymisedAddress'] },
        { account: listed.principalName, severity: 'medium', why: ['ListedAddress'] },
      ],
      notCompromised: [],
      context: {
        threatIntel: `# hosts that phishing kits sign in from\n203.0.113.76/30\n203.0.113.200\n2001:db8:bad::66\n`,
      },
    };
  },
};
