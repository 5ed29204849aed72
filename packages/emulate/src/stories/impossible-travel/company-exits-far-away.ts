import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Origin } from '../../places.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/**
 * Two company exits are new this week: one is on the list of exits and used by telephones, the other is not on it and
 * carries the computers of many. Everybody hops between the office and Singapore within minutes.
 */
export const companyExitsFarAway: Story = {
  id: 'company-exits-far-away',
  title: 'New company exits on another continent',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const staff = Array.from({ length: 7 }, (_, index) => person(index));
    const listed: Origin = {
      ipAddress: '198.51.100.241',
      autonomousSystemNumber: 64506,
      place: places.singapore,
    };
    const shared: Origin = { ...listed, ipAddress: '198.51.100.130', autonomousSystemNumber: 64508 };
    return {
      logs: {
        signIns: staff.flatMap((user, index) => [
          ...usualDays(stage, user, 0, 4),
          composeUserSignIn(tenant, user, random, { at: when(4, hourAt(user, 10), index) }),
          composeUserSignIn(tenant, user, random, {
            at: when(4, hourAt(user, 10), 12 + index),
            origin: shared,
          }),
          composeUserSignIn(tenant, user, random, {
            at: when(4, hourAt(user, 11), index),
            origin: listed,
            device: user.phone,
            userAgent: user.phoneUserAgent,
          }),
          composeUserSignIn(tenant, user, random, { at: when(4, hourAt(user, 11), 20 + index) }),
        ]),
      },
      compromised: [],
      notCompromised: staff.map(({ principalName }) => ({
        account: principalName,
        why: 'Behind an exit of the company.',
      })),
      context: { watchlists: { 'corporate-egress': 'cidr,label\n198.51.100.240/28,SIN exit\n' } },
    };
  },
};
