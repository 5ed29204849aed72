import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/** Residential proxies are sold by city: the place is the victim's own, the provider, program and hour are not. */
export const strangerBehindALocalLine: Story = {
  id: 'stranger-behind-a-local-line',
  title: 'Strange program at night through a rented line in the victim’s own city',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const stranger = composeUserSignIn(tenant, victim, random, {
      at: when(5, hourAt(victim, 26), 40),
      application: applications.azurePortal,
      origin: { ipAddress: '203.0.113.161', autonomousSystemNumber: 64513, place: victim.office.place },
      device: { ...victim.phone, operatingSystem: 'Linux', browser: 'Firefox 143.0' },
      userAgent: 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
      proof: 'password',
    });
    return {
      logs: { signIns: [...usualDays(stage, victim, 0, 5), stranger] },
      compromised: [{ account: victim.principalName, severity: 'medium', why: ['UnfamiliarSignIn'] }],
      notCompromised: [],
    };
  },
};
