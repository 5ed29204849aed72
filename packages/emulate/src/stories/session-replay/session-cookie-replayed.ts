import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * A cookie taken from a computer goes on in a browser on Linux abroad, while its owner works; and a session that a relayed
 * page passed on is used by a script.
 */
export const sessionCookieReplayed: Story = {
  id: 'session-cookie-replayed',
  title: 'Sessions that go on elsewhere, in another browser and in a script',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [robbed, lured] = [person(0), person(1)];
    const taken = { sessionId: random.guid() };
    const passed = { sessionId: random.guid() };
    const nowhere = { ...robbed.phone, operatingSystem: '', browser: '' };
    return {
      logs: {
        signIns: [
          ...usualDays(stage, robbed, 0, 3),
          ...usualDays(stage, lured, 0, 3),
          composeUserSignIn(tenant, robbed, random, {
            at: when(4, 10, 3),
            application: applications.sharePoint,
            changes: taken,
          }),
          ...[0, 4, 31].map((minute) =>
            composeUserSignIn(tenant, robbed, random, {
              at: when(4, 11, 12 + minute),
              category: 'nonInteractive',
              application: applications.exchangeOnline,
              origin: attackerOrigins.farAway,
              device: { ...nowhere, operatingSystem: 'Linux', browser: 'Firefox 143.0' },
              userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
              changes: taken,
            }),
          ),
          composeUserSignIn(tenant, lured, random, {
            at: when(4, 14, 20),
            proof: 'passwordAndMfa',
            changes: passed,
          }),
          composeUserSignIn(tenant, lured, random, {
            at: when(4, 14, 26),
            category: 'nonInteractive',
            origin: attackerOrigins.residentialProxy,
            device: nowhere,
            userAgent: 'axios/1.7.9',
            changes: passed,
          }),
        ],
      },
      compromised: [lured, robbed].map(({ principalName }) => ({
        account: principalName,
        severity: 'high',
        why: ['SessionReplay'],
      })),
      notCompromised: [],
    };
  },
};
