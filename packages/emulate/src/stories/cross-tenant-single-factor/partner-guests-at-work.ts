import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/** Guests who work here with a single factor: every day from their office; and one from a new place near home and on a journey. */
export const partnerGuestsAtWork: Story = {
  id: 'partner-guests-at-work',
  title: 'Guests of a partner at work with a single factor, one of them on a journey',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when } = stage;
    const [steady, away] = tenant.guests;
    if (steady === undefined || away === undefined) throw new Error('the tenant has no guests');
    const shared = { ipAddress: '198.51.100.243', autonomousSystemNumber: 64509, place: steady.office.place };
    const hotel = { ipAddress: '198.51.100.238', autonomousSystemNumber: 64505, place: places.osaka };
    return {
      logs: {
        signIns: [
          ...usualDays(stage, steady, 0, 4),
          ...usualDays(stage, away, 0, 3),
          composeUserSignIn(tenant, steady, random, {
            at: when(4, 22, 2),
            application: applications.sharePoint,
            origin: shared,
            proof: 'password',
          }),
          composeUserSignIn(tenant, away, random, {
            at: when(4, 23, 40),
            application: applications.teams,
            origin: hotel,
            proof: 'password',
          }),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: steady.principalName, why: 'A new network in the country of every day.' },
        { account: away.principalName, why: 'A meeting, from a journey.' },
      ],
    };
  },
};
