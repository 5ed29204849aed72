import { composeUserSignIn } from '../../compose-sign-in.js';
import {
  draftMethodChange,
  draftPolicyChange,
  draftStrongAuthenticationOff,
} from '../../entra-audit/draft-method.js';
import { places } from '../../places.js';
import { noRisk } from '../../sign-in.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * New telephones at home, at a new home in the same country, and after a risk that was settled, and on a registered
 * journey; a newcomer's first day; the
 * service desk, which takes a lost telephone off and gives a pass; and a policy changed at the office.
 */
export const newTelephones: Story = {
  id: 'new-telephones',
  title: 'New telephones at home, a newcomer, and the service desk',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [atHome, moved, settled, newcomer, desk, forgetful, abroad] = [0, 1, 2, 3, 4, 5, 6].map(person);
    if (!atHome || !moved || !settled || !newcomer || !desk || !forgetful || !abroad)
      throw new Error('nobody');
    const newHome = { ipAddress: '198.51.100.245', autonomousSystemNumber: 64509, place: moved.office.place };
    const inn = { ipAddress: '198.51.100.222', autonomousSystemNumber: 64505, place: places.porto };
    const far = { ipAddress: '198.51.100.229', autonomousSystemNumber: 64505, place: places.osaka };
    const phone = 'Authenticator App with Notification and Code';
    const onPhone = (user: typeof moved): object => ({ device: user.phone, userAgent: user.phoneUserAgent });
    return {
      logs: {
        signIns: [
          ...[atHome, moved, settled, desk, abroad].flatMap((user) => usualDays(stage, user, 0, 3)),
          composeUserSignIn(tenant, moved, random, {
            at: when(4, 19, 30),
            origin: newHome,
            ...onPhone(moved),
          }),
          composeUserSignIn(tenant, settled, random, {
            at: when(3, 18, 5),
            origin: settled.office,
            changes: {
              risk: {
                ...noRisk,
                levelDuringSignIn: 'medium',
                state: 'remediated',
                detail: 'userPassedMFADrivenByRiskBasedPolicy',
                eventTypes: ['unfamiliarFeatures'],
              },
            },
          }),
          composeUserSignIn(tenant, abroad, random, { at: when(5, 3, 40), origin: far, ...onPhone(abroad) }),
          composeUserSignIn(tenant, newcomer, random, { at: when(3, 9, 1), origin: newcomer.office }),
          composeUserSignIn(tenant, forgetful, random, { at: when(3, 9, 4), origin: inn }),
        ],
        directoryChanges: [
          draftMethodChange(stage, atHome, {
            at: when(3, 23, 30),
            address: atHome.home.ipAddress,
            change: 'registered',
            method: phone,
          }),
          draftMethodChange(stage, moved, {
            at: when(4, 19, 50),
            address: newHome.ipAddress,
            change: 'registered',
            method: phone,
          }),
          draftMethodChange(stage, settled, { at: when(3, 18, 40), change: 'registered', method: phone }),
          draftMethodChange(stage, abroad, {
            at: when(5, 4, 2),
            address: far.ipAddress,
            change: 'registered',
            method: phone,
          }),
          draftMethodChange(stage, newcomer, { at: when(3, 9, 6), change: 'registered', method: phone }),
          draftMethodChange(stage, desk, {
            at: when(3, 15, 2),
            of: forgetful,
            change: 'deleted',
            method: phone,
          }),
          draftMethodChange(stage, desk, {
            at: when(3, 15, 4),
            of: forgetful,
            change: 'registered',
            method: 'Temporary Access Pass',
          }),
          draftStrongAuthenticationOff(stage, desk, { at: when(3, 15, 9), of: atHome }),
          draftPolicyChange(stage, desk, {
            at: when(3, 16),
            activity: 'Update conditional access policy',
            state: 'enabled',
          }),
        ],
      },
      context: {
        watchlists: {
          travel: `user,from,to,country\n${abroad.principalName},${date(when(4, 12))},${date(when(8, 12))},JP\n`,
        },
      },
      compromised: [],
      notCompromised: [
        { account: atHome.principalName, why: 'A new telephone, registered at home.' },
        { account: moved.principalName, why: 'A new home in the same country.' },
        { account: settled.principalName, why: 'The risk was settled by a second factor, at the office.' },
        { account: newcomer.principalName, why: 'The first day: a method is what everybody registers.' },
        { account: abroad.principalName, why: 'A telephone bought on a registered journey.' },
        { account: desk.principalName, why: 'A lost telephone, at the service desk.' },
      ],
    };
  },
};

function date(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
