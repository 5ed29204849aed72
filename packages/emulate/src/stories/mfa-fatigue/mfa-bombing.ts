import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/** With the password in hand somebody asks for the second factor again and again at night, until a tap ends it. */
export const mfaBombing: Story = {
  id: 'mfa-bombing',
  title: 'Second factor asked for at night until the owner approves',
  kind: 'attack',
  compose: ({ tenant, random, when, person }) => {
    const victim = person(0);
    const elsewhere = {
      application: applications.officeHome,
      origin: attackerOrigins.residentialProxy,
      device: { ...victim.phone, operatingSystem: 'Windows10', browser: 'Firefox 143.0' },
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
    };
    const days = [0, 1, 2].map((day) =>
      composeUserSignIn(tenant, victim, random, {
        at: when(day, 8, random.integer(60)),
        proof: 'claimsAndMfa',
      }),
    );
    const prompts = Array.from({ length: 9 }, (_, index) =>
      composeUserSignIn(tenant, victim, random, {
        ...elsewhere,
        at: when(3, 1, index * 4, random.integer(60)),
        errorCode: 500121,
        proof: index === 1 || index === 4 ? 'mfaDeclined' : 'mfaUnanswered',
      }),
    );
    const approved = composeUserSignIn(tenant, victim, random, {
      ...elsewhere,
      at: when(3, 1, 39),
      proof: 'passwordAndMfa',
    });
    return {
      logs: { signIns: [...days, ...prompts, approved] },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['ApprovedAfterDenials'] }],
      notCompromised: [],
    };
  },
};
