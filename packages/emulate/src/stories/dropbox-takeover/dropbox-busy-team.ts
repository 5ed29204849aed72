import {
  draftDropboxEvent,
  draftDropboxFiles,
  dropboxClient,
  dropboxDownload,
  dropboxLogin,
} from '../../dropbox/draft.js';
import { places } from '../../places.js';
import { dropboxDays } from '../dropbox-days.js';
import type { Story } from '../story.js';

/**
 * A backup over the API every night, a customer's folder shared at the office, a new telephone and an application at home, a
 * dozen files in a hotel abroad.
 */
export const dropboxBusyTeam: Story = {
  id: 'dropbox-busy-team',
  title: 'A nightly backup, links for a customer, a new telephone and a hotel',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const [backup, selling, renewed, travelling] = [person(0), person(1), person(2), person(3)];
    const days = [0, 1, 2, 3, 4];
    const server = { ...backup.office, ipAddress: '192.0.2.78' };
    const hotel = { ipAddress: '198.51.100.232', autonomousSystemNumber: 64505, place: places.osaka };
    const phone = dropboxClient(stage, renewed.home, 'mobile');
    const abroad = dropboxClient(stage, hotel);
    return {
      logs: {
        dropbox: [
          ...dropboxDays(stage, [selling, renewed, travelling], days),
          ...days.flatMap((day) =>
            draftDropboxFiles(backup, dropboxClient(stage, server, 'api'), when(day, 1), {
              ...dropboxDownload,
              path: `/All/${day}`,
              count: 60,
              apart: 5,
            }),
          ),
          ...draftDropboxFiles(selling, dropboxClient(stage, selling.office), when(4, 11), {
            type: 'shared_content_add_member',
            category: 'sharing',
            path: '/Offers',
            guest: 'buyer@fabrikam.example',
            count: 10,
            apart: 90,
          }),
          draftDropboxEvent(renewed, phone, when(4, 20), {
            type: 'device_link_success',
            category: 'devices',
          }),
          draftDropboxEvent(renewed, phone, when(4, 20, 3), {
            type: 'tfa_change_status',
            category: 'tfa',
            details: {
              new_value: { '.tag': 'authenticator' },
              previous_value: { '.tag': 'sms' },
              used_rescue_code: false,
            },
          }),
          draftDropboxEvent(renewed, phone, when(4, 20, 9), {
            type: 'app_link_user',
            category: 'apps',
            details: {
              app_info: { '.tag': 'user_linked_app', app_id: 'dbaid:NOTES', display_name: 'Notes' },
            },
          }),
          draftDropboxEvent(travelling, abroad, when(5, 3), dropboxLogin('two_factor_authentication')),
          ...draftDropboxFiles(travelling, abroad, when(5, 3, 5), {
            ...dropboxDownload,
            path: '/Slides',
            count: 12,
            apart: 60,
          }),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: backup.principalName, why: 'The same server every night.' },
        { account: selling.principalName, why: 'Shares with a customer at the usual desk.' },
        { account: renewed.principalName, why: 'A new telephone in the own home.' },
        {
          account: travelling.principalName,
          why: 'A dozen files in a hotel, after a sign-in with a second factor.',
        },
      ],
    };
  },
};
