import {
  deviceToken,
  draftOktaEvent,
  draftOktaPassword,
  draftOktaPrompt,
  draftOktaVisit,
  enrolFactor,
  oktaSession,
  usualOktaDays,
} from '../../okta/draft.js';
import { places } from '../../places.js';
import type { TenantUser } from '../../tenant.js';
import type { Story } from '../story.js';

/**
 * Everybody mistypes at the office on a Monday; prompts are missed in a hotel without reception and declined by mistake; a
 * new telephone is registered at the office, a new computer and telephone in a new flat; somebody begins; somebody
 * travels with the own computer.
 */
export const oktaEverydaySignIns: Story = {
  id: 'okta-everyday-sign-ins',
  title: 'Mistyped passwords, missed prompts, new telephones, first days, journeys',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const monday = Array.from({ length: 12 }, (_, index) => person(index));
    const [without, careless, renewed, moved, beginner, traveller] = [12, 13, 14, 15, 16, 17].map(person);
    if (!without || !careless || !renewed || !moved || !beginner || !traveller)
      throw new Error('not enough people');
    const office = { ipAddress: '192.0.2.90', autonomousSystemNumber: 64496, place: places.lisbon };
    const hotel = { ipAddress: '203.0.113.88', autonomousSystemNumber: 64531, place: places.singapore };
    const inn = { ipAddress: '203.0.113.130', autonomousSystemNumber: 64532, place: places.osaka };
    const flat = { ...moved.home, ipAddress: '198.51.100.240', autonomousSystemNumber: 64533 };
    const devices = new Map<TenantUser, string>();
    const visitor = (user: TenantUser, origin = user.office) => {
      const device = devices.get(user) ?? deviceToken(stage);
      devices.set(user, device);
      return { user, origin, userAgent: user.userAgent, session: oktaSession(stage), device };
    };
    const days = (user: TenantUser) => usualOktaDays(stage, user, 0, 4, visitor(user).device);
    const newThings = { ...visitor(moved, flat), device: deviceToken(stage) };
    return {
      logs: {
        okta: [
          ...[...monday, without, careless, renewed, moved, traveller].flatMap(days),
          ...monday.flatMap((user, index) => [
            draftOktaPassword(stage, visitor(user, office), when(5, 8, 2 * index), false),
            ...draftOktaVisit(stage, visitor(user, office), when(5, 8, 2 * index + 1)),
          ]),
          ...[5, 9].flatMap((minute) =>
            draftOktaPrompt(stage, visitor(without, hotel), when(5, 21, minute), 'unanswered'),
          ),
          ...draftOktaVisit(stage, visitor(without, hotel), when(5, 21, 15)),
          ...draftOktaPrompt(stage, visitor(careless), when(5, 9, 1), 'declined'),
          ...draftOktaVisit(stage, visitor(careless), when(5, 9, 3)),
          draftOktaEvent(stage, visitor(renewed), when(5, 10), enrolFactor(renewed)),
          ...draftOktaVisit(stage, newThings, when(5, 19, 30)),
          draftOktaEvent(stage, newThings, when(5, 19, 44), enrolFactor(moved)),
          draftOktaEvent(stage, visitor(beginner, beginner.home), when(5, 9, 30), enrolFactor(beginner)),
          ...draftOktaVisit(stage, visitor(beginner, beginner.home), when(5, 9, 40)),
          ...draftOktaVisit(stage, visitor(traveller, inn), when(5, 12)),
        ],
      },
      compromised: [],
      notCompromised: [
        ...monday.map(({ principalName }) => ({
          account: principalName,
          why: 'A mistyped password at the office.',
        })),
        { account: without.principalName, why: 'No reception in the hotel.' },
        { account: careless.principalName, why: 'Declined one prompt by mistake.' },
        { account: renewed.principalName, why: 'A new telephone at the office.' },
        { account: moved.principalName, why: 'A new flat, computer and telephone.' },
        { account: beginner.principalName, why: 'The first day.' },
        { account: traveller.principalName, why: 'The own computer abroad.' },
      ],
    };
  },
};
