import { draftTwilioEvent, twilioMember, usualTwilioDays } from '../../twilio/draft.js';
import type { Story } from '../story.js';

/**
 * Keys renewed and numbers bought at the usual desk; a key made in a hotel; a new member at the office; a member who makes a
 * key and buys a number at a colleague's office.
 */
export const twilioOrdinaryChanges: Story = {
  id: 'twilio-ordinary-changes',
  title: 'Twilio keys renewed, numbers bought, a key made in a hotel',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const [atDesk, guest, beginner, visitor] = [person(0), person(1), person(2), person(3)];
    const branch = '2001:db8:40::17';
    const did = (who: typeof atDesk, address: string, hour: number, ...types: readonly string[]) =>
      types.map((type, index) => draftTwilioEvent(stage, who, address, when(5, hour, 5 * index), type));
    return {
      logs: {
        twilio: [
          ...[atDesk, guest, visitor].flatMap((user) => usualTwilioDays(stage, user, 0, 4)),
          ...[0, 1, 2].map((day) =>
            draftTwilioEvent(stage, atDesk, branch, when(day, 15), 'studio-flow.updated'),
          ),
          ...did(
            atDesk,
            atDesk.office.ipAddress,
            10,
            'api-key.created',
            'api-key.deleted',
            'phone-number.purchased',
          ),
          ...did(guest, '203.0.113.240', 19, 'user-session.created', 'api-key.created'),
          ...did(beginner, beginner.home.ipAddress, 9, 'api-key.created', 'account.created'),
          ...did(visitor, branch, 11, 'api-key.created', 'phone-number.purchased'),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: twilioMember(atDesk), why: 'Renews keys at the usual desk.' },
        { account: twilioMember(guest), why: 'One key, made in a hotel.' },
        { account: twilioMember(beginner), why: 'The first day.' },
        { account: twilioMember(visitor), why: 'At an office where a colleague was before.' },
      ],
    };
  },
};
