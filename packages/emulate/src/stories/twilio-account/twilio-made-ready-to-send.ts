import { attackerOrigins } from '../../places.js';
import { draftTwilioEvent, twilioMember, usualTwilioDays } from '../../twilio/draft.js';
import type { Story } from '../story.js';

/** Somebody with a member's password makes a key, opens a subaccount, buys numbers and allows more countries. */
export const twilioMadeReadyToSend: Story = {
  id: 'twilio-made-ready-to-send',
  title: 'A Twilio account made ready to send by somebody else',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [victim, colleague] = [person(0), person(1)];
    const { ipAddress } = attackerOrigins.farAway;
    const acts = [
      'user-session.created',
      'api-key.created',
      'account.created',
      'phone-number.purchased',
      'phone-number.purchased',
      'messaging-geo-permissions.updated',
    ];
    return {
      logs: {
        twilio: [
          ...usualTwilioDays(stage, victim, 0, 4),
          ...usualTwilioDays(stage, colleague, 0, 5),
          ...acts.map((type, index) =>
            draftTwilioEvent(stage, victim, ipAddress, when(5, 3, 4 * index), type),
          ),
        ],
      },
      compromised: [{ account: twilioMember(victim), severity: 'high', why: ['TwilioMadeReadyToSend'] }],
      notCompromised: [{ account: twilioMember(colleague), why: 'Works as every day.' }],
    };
  },
};
