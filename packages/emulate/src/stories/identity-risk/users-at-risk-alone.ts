import { draftRiskyUser } from '../../entra-risk/draft.js';
import type { Story } from '../story.js';

/**
 * All that was exported is the list of users at risk: one whose compromise was confirmed, one at high and one at low risk;
 * a risk that was dismissed, and one that a new password settled.
 */
export const usersAtRiskAlone: Story = {
  id: 'users-at-risk-alone',
  title: 'The list of users at risk, without the detections behind it',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [confirmed, high, low, dismissed, remediated] = [0, 1, 2, 3, 4].map(person);
    if (!confirmed || !high || !low || !dismissed || !remediated) throw new Error('nobody');
    return {
      logs: {
        risks: [
          draftRiskyUser(stage, confirmed, when(0, 8, 12), {
            riskLevel: 'high',
            riskState: 'confirmedCompromised',
            riskDetail: 'adminConfirmedUserCompromised',
          }),
          draftRiskyUser(stage, high, when(0, 9, 40), {
            riskLevel: 'high',
            riskState: 'atRisk',
            riskDetail: 'none',
          }),
          draftRiskyUser(stage, low, when(0, 11, 3), {
            riskLevel: 'low',
            riskState: 'atRisk',
            riskDetail: 'none',
          }),
          draftRiskyUser(stage, dismissed, when(0, 12, 31), {
            riskLevel: 'none',
            riskState: 'dismissed',
            riskDetail: 'adminDismissedAllRiskForUser',
          }),
          draftRiskyUser(stage, remediated, when(0, 14, 5), {
            riskLevel: 'none',
            riskState: 'remediated',
            riskDetail: 'userPerformedSecuredPasswordReset',
          }),
        ],
      },
      compromised: [
        { account: confirmed.principalName, severity: 'critical', why: ['ConfirmedCompromise'] },
        { account: high.principalName, severity: 'medium', why: ['OpenRisk'] },
        { account: low.principalName, severity: 'low', why: ['OpenRisk'] },
      ],
      notCompromised: [
        { account: dismissed.principalName, why: 'An administrator dismissed the risk.' },
        { account: remediated.principalName, why: 'A new password settled the risk.' },
      ],
    };
  },
};
