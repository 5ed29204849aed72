import { draftRisk } from '../../entra-risk/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * A leaked password, a token used by somebody else, a known attacker's address, a relay in the middle; one that an
 * administrator confirmed, and one whose dismissal was taken back by a confirmation.
 */
export const risksThatStand: Story = {
  id: 'risks-that-stand',
  title: 'Leaked password, stolen token, a known attacker, confirmed compromises',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [leaked, replayed, known, relayed, confirmed, unseen] = [0, 1, 2, 3, 4, 5].map(person);
    if (!leaked || !replayed || !known || !relayed || !confirmed || !unseen) throw new Error('nobody');
    return {
      logs: {
        risks: [
          ...draftRisk(stage, leaked, {
            at: when(0, 3),
            foundAt: when(0, 19, 12),
            type: 'leakedCredentials',
            level: 'high',
          }),
          ...draftRisk(stage, replayed, {
            at: when(0, 9, 40),
            foundAt: when(0, 13),
            type: 'anomalousToken',
            level: 'medium',
            origin: attackerOrigins.hosting,
          }),
          ...draftRisk(stage, known, {
            at: when(1, 2, 5),
            type: 'nationStateIP',
            level: 'high',
            origin: attackerOrigins.residentialProxy,
          }),
          ...draftRisk(stage, relayed, {
            at: when(1, 10, 31),
            foundAt: when(1, 22),
            type: 'attackerinTheMiddle',
            level: 'high',
          }),
          ...draftRisk(stage, confirmed, {
            at: when(1, 6, 2),
            type: 'unfamiliarFeatures',
            level: 'low',
            origin: attackerOrigins.farAway,
            verdicts: [
              { at: when(1, 15), state: 'confirmedCompromised', detail: 'adminConfirmedSigninCompromised' },
            ],
          }),
          ...draftRisk(stage, unseen, {
            at: when(2, 11),
            foundAt: when(2, 11, 1),
            type: 'adminConfirmedUserCompromised',
            level: 'high',
          }),
        ],
      },
      compromised: [
        { account: unseen.principalName, severity: 'critical', why: ['ConfirmedCompromise'] },
        { account: confirmed.principalName, severity: 'critical', why: ['ConfirmedCompromise'] },
        {
          account: relayed.principalName,
          severity: 'high',
          why: ['OpenRisk', 'RiskEvent:attackerinTheMiddle'],
        },
        { account: known.principalName, severity: 'high', why: ['OpenRisk', 'RiskEvent:nationStateIP'] },
        { account: leaked.principalName, severity: 'high', why: ['OpenRisk', 'RiskEvent:leakedCredentials'] },
        {
          account: replayed.principalName,
          severity: 'medium',
          why: ['OpenRisk', 'RiskEvent:anomalousToken'],
        },
      ],
      notCompromised: [],
    };
  },
};
