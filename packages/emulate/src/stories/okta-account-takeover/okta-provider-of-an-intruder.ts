import { deviceToken, draftOktaEvent, oktaSession, signOn, usualOktaDays } from '../../okta/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * An identity provider is added in an administrator's own browser, which somebody else steers; hours later it vouches for
 * somebody on a far network who says to be the treasurer.
 */
export const oktaProviderOfAnIntruder: Story = {
  id: 'okta-provider-of-an-intruder',
  title: 'A new identity provider vouches for an account on a network where it never was',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [administrator, treasurer] = [person(0), person(1)];
    const device = deviceToken(stage);
    const desk = {
      user: administrator,
      origin: administrator.office,
      userAgent: administrator.userAgent,
      session: oktaSession(stage),
      device,
    };
    const intruder = {
      user: treasurer,
      origin: attackerOrigins.farAway,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      session: oktaSession(stage),
      device: deviceToken(stage),
    };
    const provider = {
      id: '0oaexample12',
      type: 'Identity Provider',
      alternateId: 'unknown',
      displayName: 'sso-2',
    };
    return {
      logs: {
        okta: [
          ...usualOktaDays(stage, administrator, 0, 5, device),
          ...usualOktaDays(stage, treasurer, 0, 5),
          draftOktaEvent(stage, desk, when(5, 15, 2), {
            eventType: 'system.idp.lifecycle.create',
            message: 'Create identity provider',
            targets: [provider],
          }),
          draftOktaEvent(stage, intruder, when(6, 5, 30), {
            eventType: 'user.authentication.auth_via_IDP',
            message: 'Authenticate user via IDP',
            targets: [provider],
          }),
          draftOktaEvent(stage, intruder, when(6, 5, 30, 2), signOn('Treasury')),
        ],
      },
      compromised: [
        {
          account: treasurer.principalName,
          severity: 'high',
          why: ['FederatedByNewProvider', 'SignInFromNewPlace'],
        },
      ],
      notCompromised: [],
    };
  },
};
