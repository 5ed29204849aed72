import { draftRisk } from '../entra-risk/draft.js';
import type { RiskEvent } from '../entra-risk/risk-event.js';
import { attackerOrigins, places } from '../places.js';
import { member, openExample } from './cast.js';

/** What Identity Protection holds of the sign-ins that it rated and other parts do not tell of, with the verdicts. */
export function otherRisks(): readonly RiskEvent[] {
  const stage = openExample('risks');
  const risk = (name: string, draft: Parameters<typeof draftRisk>[2]) =>
    draftRisk(stage, member(name), draft);
  return [
    ...risk('Priya Keller', {
      at: Date.parse('2026-03-03T18:20:28.420Z'),
      foundAt: Date.parse('2026-03-03T18:20:29Z'),
      type: 'unfamiliarFeatures',
      level: 'medium',
      origin: member('Priya Keller').mobile,
      verdicts: [
        {
          at: Date.parse('2026-03-03T18:21:02Z'),
          state: 'remediated',
          detail: 'userPassedMFADrivenByRiskBasedPolicy',
        },
      ],
    }),
    ...risk('Tiago Marques', {
      at: Date.parse('2026-03-11T19:40:10.694Z'),
      type: 'anonymizedIPAddress',
      level: 'high',
      origin: { ipAddress: '2001:db8:fe00::42', autonomousSystemNumber: 64505, place: places.germany },
      verdicts: [
        {
          at: Date.parse('2026-03-12T08:15:00Z'),
          state: 'dismissed',
          detail: 'adminDismissedAllRiskForUser',
        },
      ],
    }),
    ...risk('Zofia Lind', {
      at: Date.parse('2026-03-17T06:50:52.968Z'),
      type: 'unlikelyTravel',
      level: 'medium',
      origin: { ipAddress: '198.51.100.190', autonomousSystemNumber: 64506, place: places.osaka },
      verdicts: [
        {
          at: Date.parse('2026-03-17T10:02:00Z'),
          state: 'confirmedSafe',
          detail: 'adminConfirmedSigninSafe',
        },
      ],
    }),
    ...risk('Leonor Castelo', {
      at: Date.parse('2026-03-18T20:45:09.347Z'),
      type: 'mcasImpossibleTravel',
      level: 'medium',
      origin: attackerOrigins.farAway,
    }),
    ...risk('Jonas Brandt', {
      at: Date.parse('2026-03-06T04:22:26.726Z'),
      type: 'leakedCredentials',
      level: 'high',
    }),
  ];
}
