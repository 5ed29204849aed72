import {
  deviceToken,
  draftOktaEvent,
  draftOktaVisit,
  oktaSession,
  signOn,
  usualOktaDays,
} from '../../okta/draft.js';
import { attackerOrigins } from '../../places.js';
import type { TenantUser } from '../../tenant.js';
import type { Story } from '../story.js';

/**
 * Two people are phished with password and code while they work. Okta finds one of the sign-ins risky; of the other it
 * says nothing, as where behaviour detection is switched off.
 */
export const oktaTwoCountriesAtOnce: Story = {
  id: 'okta-two-countries-at-once',
  title: 'Sign-ins from abroad while the owners work at the office',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [judged, unjudged] = [person(0), person(1)];
    const stranger = (user: TenantUser) => ({
      user,
      origin: attackerOrigins.farAway,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      session: oktaSession(stage),
      device: deviceToken(stage),
    });
    const atWork = (user: TenantUser, device: string) => ({
      user,
      origin: user.office,
      userAgent: user.userAgent,
      session: oktaSession(stage),
      device,
    });
    const [first, second] = [deviceToken(stage), deviceToken(stage)];
    return {
      logs: {
        okta: [
          ...usualOktaDays(stage, judged, 0, 4, first),
          ...usualOktaDays(stage, unjudged, 0, 4, second),
          ...draftOktaVisit(stage, atWork(judged, first), when(5, 13, 20)),
          ...draftOktaVisit(stage, atWork(unjudged, second), when(5, 13, 25)),
          draftOktaEvent(stage, stranger(judged), when(5, 14, 2), {
            ...signOn('Salesforce'),
            debugData: { risk: '{reasons=Anomalous Geo-Distance, level=HIGH}' },
          }),
          ...draftOktaVisit(stage, stranger(unjudged), when(5, 14, 5)),
        ],
      },
      compromised: [
        { account: judged.principalName, severity: 'high', why: ['TwoCountriesAtOnce'] },
        { account: unjudged.principalName, severity: 'medium', why: ['TwoCountriesAtOnce'] },
      ],
      notCompromised: [],
    };
  },
};
