import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/**
 * A tenant without Identity Protection. A bought password is used through Tor: the browser of Tor comes through two
 * exits, one of each family of addresses, both in this week's list.
 */
export const torWithoutProtection: Story = {
  id: 'tor-without-protection',
  title: 'Sign-in through Tor in a tenant without Identity Protection',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const colleague = person(1);
    const exits = ['203.0.113.52', '2001:db8:e0::9e'];
    const hidden = {
      levelDuringSignIn: 'hidden',
      levelAggregated: 'hidden',
      state: 'none',
      detail: 'hidden',
      eventTypes: [],
    } as const;
    const throughTor = exits.map((ipAddress, index) =>
      composeUserSignIn(tenant, victim, random, {
        at: when(2, hourAt(victim, 2), index * 11),
        application: index === 0 ? applications.officeHome : applications.exchangeOnline,
        origin: { ipAddress, autonomousSystemNumber: 64512, place: places.germany },
        device: { ...victim.phone, operatingSystem: 'Windows10', browser: 'Firefox 128.0' },
        userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0',
        proof: 'password',
        changes: { risk: hidden },
      }),
    );
    return {
      logs: {
        signIns: [...usualDays(stage, victim, 0, 2), ...usualDays(stage, colleague, 0, 2), ...throughTor],
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['TorExit'] }],
      notCompromised: [{ account: colleague.principalName, why: 'Worked as every day.' }],
      context: {
        watchlists: {
          'tor-exits': `ip,last_seen\n${exits.map((ip) => `${ip},${day(when(1, 20))}\n`).join('')}`,
        },
      },
    };
  },
};

function day(at: number): string {
  return new Date(at).toISOString();
}
