import { draftRisk } from '../../entra-risk/draft.js';
import { attackerOrigins, places } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Risks with an end: dismissed after a call, settled by a second factor or a new password, confirmed safe; one that is low
 * and open; and one of which nobody without a licence is told the level.
 */
export const risksSettled: Story = {
  id: 'risks-settled',
  title: 'Risks that were dismissed or settled, a low one, one of a hidden level',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const [called, prompted, renewed, safe, small, hidden] = [0, 1, 2, 3, 4, 5].map(person);
    if (!called || !prompted || !renewed || !safe || !small || !hidden) throw new Error('nobody');
    const hotel = { ipAddress: '198.51.100.236', autonomousSystemNumber: 64505, place: places.singapore };
    return {
      logs: {
        risks: [
          ...draftRisk(stage, called, {
            at: when(0, 8, 12),
            type: 'anonymizedIPAddress',
            level: 'high',
            origin: attackerOrigins.anonymizer,
            verdicts: [{ at: when(0, 11), state: 'dismissed', detail: 'adminDismissedAllRiskForUser' }],
          }),
          ...draftRisk(stage, prompted, {
            at: when(0, 20, 3),
            type: 'unfamiliarFeatures',
            level: 'medium',
            origin: hotel,
            verdicts: [
              { at: when(0, 20, 9), state: 'remediated', detail: 'userPassedMFADrivenByRiskBasedPolicy' },
            ],
          }),
          ...draftRisk(stage, renewed, {
            at: when(0, 5),
            foundAt: when(0, 17),
            type: 'leakedCredentials',
            level: 'high',
            verdicts: [
              { at: when(1, 8, 30), state: 'remediated', detail: 'userPerformedSecuredPasswordChange' },
            ],
          }),
          ...draftRisk(stage, safe, {
            at: when(1, 9),
            foundAt: when(1, 14),
            type: 'unlikelyTravel',
            level: 'medium',
            origin: hotel,
            verdicts: [{ at: when(1, 16), state: 'confirmedSafe', detail: 'aiConfirmedSigninSafe' }],
          }),
          ...draftRisk(stage, small, {
            at: when(2, 9, 20),
            type: 'unfamiliarFeatures',
            level: 'low',
            origin: hotel,
          }),
          ...draftRisk(stage, hidden, {
            at: when(2, 18, 20),
            type: 'generic',
            level: 'hidden',
            origin: hotel,
          }),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: called.principalName, why: 'Dismissed after a call.' },
        { account: prompted.principalName, why: 'Settled by the second factor.' },
        { account: renewed.principalName, why: 'A new password was set.' },
        { account: safe.principalName, why: 'Confirmed safe.' },
        { account: small.principalName, why: 'A low risk on a journey.' },
        { account: hidden.principalName, why: 'Without a licence nothing more is known.' },
      ],
    };
  },
};
