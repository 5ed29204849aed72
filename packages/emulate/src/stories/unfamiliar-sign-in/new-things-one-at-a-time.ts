import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

const newTelephone = {
  operatingSystem: 'Ios 19.1',
  browser: 'Mobile Safari',
  deviceId: '',
  displayName: '',
  isCompliant: false,
  isManaged: false,
  trustType: '',
};
const newAgent =
  'Mozilla/5.0 (iPad; CPU OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605';

/**
 * One thing is new for each: a telephone at home in the evening, with a program never used; a computer from the company
 * used at a hotel abroad at night; a telephone bought on holiday, with a second factor; another office; a guest on the
 * first day; a browser that was updated, on a café's network.
 */
export const newThingsOneAtATime: Story = {
  id: 'new-things-one-at-a-time',
  title: 'New telephone, new computer, another office, a first day and an update',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [athome, laptop, holiday, visiting, updated] = [
      person(0),
      person(1),
      person(2),
      person(3),
      person(4),
    ];
    const [guest] = tenant.guests;
    const elsewhere = tenant.offices.find(({ ipAddress }) => ipAddress !== visiting.office.ipAddress);
    if (guest === undefined || elsewhere === undefined) throw new Error('the tenant is too small');
    const hotel = { ipAddress: '198.51.100.214', autonomousSystemNumber: 64505, place: places.singapore };
    const cafe = { ipAddress: '198.51.100.221', autonomousSystemNumber: 64514, place: updated.office.place };
    const staff = [athome, laptop, holiday, visiting, updated];
    return {
      logs: {
        signIns: [
          ...staff.flatMap((user) => usualDays(stage, user, 0, 5)),
          composeUserSignIn(tenant, athome, random, {
            at: when(5, hourAt(athome, 23), 20),
            application: applications.azurePortal,
            origin: athome.home,
            device: newTelephone,
            userAgent: newAgent,
            proof: 'password',
          }),
          composeUserSignIn(tenant, laptop, random, {
            at: when(6, hourAt(laptop, 27), 10),
            application: applications.azurePortal,
            origin: hotel,
            device: {
              ...laptop.computer,
              deviceId: random.guid(),
              isCompliant: true,
              isManaged: true,
              trustType: 'Azure AD joined',
            },
            proof: 'claims',
          }),
          composeUserSignIn(tenant, holiday, random, {
            at: when(6, hourAt(holiday, 13), 30),
            origin: hotel,
            device: newTelephone,
            userAgent: newAgent,
            proof: 'passwordAndMfa',
          }),
          composeUserSignIn(tenant, visiting, random, {
            at: when(6, hourAt(visiting, 13)),
            origin: { ...elsewhere, autonomousSystemNumber: 64515 },
            proof: 'claims',
          }),
          composeUserSignIn(tenant, updated, random, {
            at: when(6, hourAt(updated, 17), 5),
            origin: cafe,
            device: updated.phone,
            userAgent: updated.phoneUserAgent.replaceAll('141', '142').replaceAll('18_6', '18_7'),
            proof: 'claims',
          }),
          composeUserSignIn(tenant, guest, random, {
            at: when(6, 3),
            application: applications.sharePoint,
            origin: guest.home,
            proof: 'password',
          }),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: athome.principalName, why: 'A new telephone at home.' },
        { account: laptop.principalName, why: "A managed computer of the company's." },
        {
          account: holiday.principalName,
          why: 'A new telephone abroad, with a second factor, at the usual hour.',
        },
        { account: visiting.principalName, why: 'The own computer at another office.' },
        { account: updated.principalName, why: 'The same telephone with a newer browser.' },
        { account: guest.principalName, why: 'Nothing is known of the guest yet.' },
      ],
    };
  },
};
