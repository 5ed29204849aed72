import {
  deviceToken,
  draftOktaEvent,
  draftOktaVisit,
  oktaSession,
  openAdministration,
  signOn,
  userTarget,
  usualOktaDays,
} from '../../okta/draft.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Administrators taken on at the office; factors reset for somebody with a new telephone who signs in at home; for
 * somebody who lost theirs on a journey, on the own computer in a hotel; a session carried from the office to a café; a
 * browser that updates itself within a session; an administrator at work in a hotel.
 */
export const oktaEverydayAdministration: Story = {
  id: 'okta-everyday-administration',
  title: 'New administrators, new telephones, a lost one abroad, computers that move',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const [administrator, taken, renewed, traveller, mover, updated, abroad] = [0, 1, 2, 3, 4, 5, 6].map(
      (index) => ({ user: person(index), device: deviceToken(stage), session: oktaSession(stage) }),
    ) as [Someone, Someone, Someone, Someone, Someone, Someone, Someone];
    const visitor = ({ user, ...rest }: Someone, origin = user.office) => ({
      ...rest,
      user,
      origin,
      userAgent: user.userAgent,
    });
    const hotel = { ipAddress: '203.0.113.88', autonomousSystemNumber: 64531, place: places.singapore };
    const inn = { ipAddress: '203.0.113.130', autonomousSystemNumber: 64532, place: places.osaka };
    const cafe = { ipAddress: '198.51.100.240', autonomousSystemNumber: 64533, place: places.porto };
    const reset = (of: Someone, at: number) =>
      draftOktaEvent(stage, visitor(administrator), at, {
        eventType: 'user.mfa.factor.reset_all',
        message: 'Reset all factors for user',
        targets: [userTarget(of.user)],
      });
    const grant = {
      eventType: 'user.account.privilege.grant',
      message: 'Grant user privilege',
      targets: [userTarget(taken.user)],
      debugData: { privilegeGranted: 'Super administrator' },
    };
    const newPhone = {
      ...visitor(renewed, renewed.user.home),
      session: oktaSession(stage),
      userAgent: renewed.user.phoneUserAgent,
      device: deviceToken(stage),
    };
    const inPlace = (of: Someone) => [
      ...usualOktaDays(stage, of.user, 0, 4, of.device),
      ...draftOktaVisit(stage, visitor(of), when(5, 8, 10)),
    ];
    return {
      logs: {
        okta: [
          ...[administrator, taken, renewed, mover, updated].flatMap(inPlace),
          ...usualOktaDays(stage, traveller.user, 0, 4, traveller.device),
          ...usualOktaDays(stage, abroad.user, 0, 4, abroad.device),
          draftOktaEvent(stage, visitor(administrator), when(5, 9, 30), openAdministration),
          draftOktaEvent(stage, visitor(administrator), when(5, 9, 31), grant),
          reset(renewed, when(5, 17, 2)),
          ...draftOktaVisit(stage, newPhone, when(5, 19, 40)),
          reset(traveller, when(5, 11, 20)),
          ...draftOktaVisit(stage, visitor(traveller, hotel), when(5, 11, 50)),
          draftOktaEvent(stage, visitor(mover, cafe), when(5, 13, 5), signOn('Jira')),
          draftOktaEvent(
            stage,
            { ...visitor(updated, cafe), userAgent: updated.user.userAgent.replaceAll('141.', '142.') },
            when(5, 13, 40),
            signOn('Jira'),
          ),
          ...draftOktaVisit(stage, visitor(abroad, inn), when(5, 12, 3)),
          draftOktaEvent(stage, visitor(abroad, inn), when(5, 12, 20), {
            ...grant,
            targets: [userTarget(mover.user)],
          }),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: administrator.user.principalName, why: 'Grants and resets at the usual desk.' },
        { account: taken.user.principalName, why: 'Became administrator on request.' },
        { account: renewed.user.principalName, why: 'A new telephone at home.' },
        {
          account: traveller.user.principalName,
          why: 'The own computer in a hotel, after a lost telephone.',
        },
        { account: mover.user.principalName, why: 'The own computer in a café.' },
        { account: updated.user.principalName, why: 'The own browser, newer than in the morning.' },
        { account: abroad.user.principalName, why: 'An administrator on the own computer in a hotel.' },
      ],
    };
  },
};

interface Someone {
  readonly user: Parameters<typeof userTarget>[0];
  readonly device: string;
  readonly session: string;
}
