import { composeUserSignIn } from '../../compose-sign-in.js';
import { attackerOrigins } from '../../places.js';
import { byDeviceCode, codeApplications } from '../device-code.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/** A "meeting invitation" has a code to type in; the device that it signs in is the sender's, on another continent. */
export const deviceCodePhish: Story = {
  id: 'device-code-phish',
  title: 'A code from an invitation signs in a device abroad',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const elsewhere = {
      application: codeApplications.broker,
      origin: attackerOrigins.residentialProxy,
      device: { ...victim.phone, operatingSystem: 'Windows10', browser: 'Edge 18.19045' },
      userAgent: 'Dalvik/2.1.0 (Linux; U; Android 14)',
    };
    return {
      logs: {
        signIns: [
          ...usualDays(stage, victim, 0, 3),
          byDeviceCode(
            composeUserSignIn(tenant, victim, random, {
              ...elsewhere,
              at: when(3, 15, 44),
              proof: 'passwordAndMfa',
            }),
          ),
          composeUserSignIn(tenant, victim, random, {
            ...elsewhere,
            at: when(3, 15, 51),
            category: 'nonInteractive',
          }),
        ],
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['DeviceCode'] }],
      notCompromised: [],
    };
  },
};
