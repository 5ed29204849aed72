import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';

/** Prompts from several addresses of one provider; the owner declines each and never approves. The password is known. */
export const mfaBombingWithstood: Story = {
  id: 'mfa-bombing-withstood',
  title: 'Second factor asked for again and again, and always declined',
  kind: 'attack',
  compose: ({ tenant, random, when, person }) => {
    const victim = person(0);
    const colleague = person(1);
    const day = [victim, colleague].map((user) =>
      composeUserSignIn(tenant, user, random, { at: when(0, 8, random.integer(60)), proof: 'claimsAndMfa' }),
    );
    const prompts = Array.from({ length: 7 }, (_, index) =>
      composeUserSignIn(tenant, victim, random, {
        at: when(0, 20, index * 6, random.integer(60)),
        application: applications.exchangeOnline,
        origin: {
          ipAddress: `203.0.113.${40 + index}`,
          autonomousSystemNumber: 64500,
          place: places.singapore,
        },
        device: { ...victim.phone, operatingSystem: 'Linux', browser: 'Chrome 140.0.0' },
        userAgent:
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
        errorCode: 500121,
        proof: 'mfaDeclined',
      }),
    );
    return {
      logs: { signIns: [...day, ...prompts] },
      compromised: [{ account: victim.principalName, severity: 'medium', why: ['DeniedPrompts'] }],
      notCompromised: [{ account: colleague.principalName, why: 'Signed in as every day.' }],
    };
  },
};
