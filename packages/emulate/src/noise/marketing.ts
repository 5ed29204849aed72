import { draftDropboxEvent, draftDropboxFiles, dropboxDownload, dropboxLogin } from '../dropbox/draft.js';
import type { DropboxClient } from '../dropbox/draft.js';
import type { DropboxEvent } from '../dropbox/team-event.js';
import type { SendGridEvent } from '../sendgrid/event.js';
import { exampleTwilioAccount, twilioSid } from '../twilio/monitor-event.js';
import type { TwilioMonitorEvent } from '../twilio/monitor-event.js';
import { times, within, working } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import { addressIn, homelandOf, serverRoom } from './networks.js';
import type { PersonDay, Seat } from './seats.js';

/** The team's Dropbox: files fetched and shared, programs linked, and a backup every night. */
export function dropboxEvents(day: NoiseDay): readonly DropboxEvent[] {
  const stage = day.stageFor('dropbox');
  const { random, when } = stage;
  const clientOf = (seat: Seat, client: DropboxClient['client']): DropboxClient => ({
    origin: seat.origin,
    client,
    sessionId: `dbwsid:${random.integer(1_000_000_000)}`,
  });
  const usual = working(day, 'marketing').flatMap((person: PersonDay) =>
    person.seats.flatMap((seat) => {
      const client = clientOf(
        seat,
        seat.device === 'phone' ? 'mobile' : random.pick(['web', 'web', 'desktop_client']),
      );
      const at = within(stage, day.index, seat);
      const renewed = person.resident.newPhoneOn === day.index && seat.device === 'phone';
      return [
        ...(random.chance(0.25)
          ? [
              draftDropboxEvent(
                person.user,
                client,
                at - 60_000,
                dropboxLogin(random.pick(['two_factor_authentication', 'saml', 'password'])),
              ),
            ]
          : []),
        ...draftDropboxFiles(person.user, client, at, {
          ...dropboxDownload,
          path: `/Campaign/${day.index}`,
          count:
            seat.device === 'computer' && random.chance(0.03)
              ? 30 + random.integer(80)
              : times(random, 1.4 * day.rate),
          apart: 25,
        }),
        ...(random.chance(0.06)
          ? draftDropboxFiles(person.user, client, at + 200_000, {
              type: 'shared_content_add_member',
              category: 'sharing',
              path: '/Agency',
              guest: `studio${random.integer(9)}@fabrikam.example`,
              count: 1 + random.integer(5),
              apart: 30,
            })
          : []),
        ...(renewed
          ? [
              draftDropboxEvent(person.user, client, at, {
                type: 'device_link_success',
                category: 'devices',
              }),
              draftDropboxEvent(person.user, client, at + 100_000, {
                type: 'tfa_change_status',
                category: 'tfa',
                details: {
                  new_value: { '.tag': 'authenticator' },
                  previous_value: { '.tag': 'sms' },
                  used_rescue_code: false,
                },
              }),
            ]
          : []),
        ...(random.chance(0.004)
          ? [
              draftDropboxEvent(person.user, client, at, {
                type: 'app_link_user',
                category: 'apps',
                details: {
                  app_info: { '.tag': 'user_linked_app', app_id: 'dbaid:NOTES', display_name: 'Notes' },
                },
              }),
            ]
          : []),
      ];
    }),
  );
  const server = { origin: serverRoom, client: 'api', sessionId: `dbwsid:${day.index}` } as const;
  return [
    ...usual,
    ...draftDropboxFiles(day.machines.backup, server, when(day.index, 1), {
      ...dropboxDownload,
      path: `/All/${day.index}`,
      count: times(random, 60 * day.machineRate),
      apart: 5,
    }),
  ];
}

/** Mails of newsletters and of the shop: accepted, delivered, opened, now and then bounced. */
export function sendGridEvents(day: NoiseDay): readonly SendGridEvent[] {
  const stage = day.stageFor('sendgrid');
  const { random, when } = stage;
  // Newsletters go out on Tuesdays and Thursdays.
  const isNewsletter = [1, 3].includes(day.index % 7);
  return Array.from({ length: times(random, (isNewsletter ? 260 : 40) * day.machineRate) }, (_, mail) => {
    const at = Math.floor(
      when(day.index, isNewsletter ? 9 : random.integer(24), random.integer(60), random.integer(60)) / 1000,
    );
    const key = isNewsletter ? 'newsletter' : 'shop';
    const common = {
      email: `customer${random.integer(4000)}@example.example`,
      messageId: `14c5d75ce93.${day.index}.${mail}@filter0001`,
      categories: [key],
      arguments: { api_key_name: key },
    };
    const event = (later: number, name: string, more: SendGridEvent['more']): SendGridEvent => ({
      ...common,
      timestamp: at + later,
      event: name,
      id: Buffer.from(`${day.index}-${mail}-${name}-${random.integer(1_000_000)}`).toString('base64url'),
      more,
    });
    const reader = addressIn(
      random.pick(homelandOf(random.pick(day.tenant.offices).place).providers),
      random,
    );
    return [
      event(0, 'processed', {}),
      ...(random.chance(0.02)
        ? [
            event(9, 'bounce', {
              type: 'bounce',
              reason: '550 no such user',
              status: '5.1.1',
              bounce_classification: 'Invalid Address',
            }),
          ]
        : [event(4, 'delivered', { response: '250 OK', ip: '198.51.100.9', tls: 1 })]),
      ...(random.chance(0.25)
        ? [event(2_400, 'open', { ip: reader, useragent: 'Mozilla/5.0', sg_machine_open: false })]
        : []),
      ...(random.chance(0.002) ? [event(4_000, 'spamreport', { asm_group_id: 10 })] : []),
    ];
  }).flat();
}

/** Twilio's account: its keeper looks in, renews a key or buys a number now and then. */
export function twilioEvents(day: NoiseDay): readonly TwilioMonitorEvent[] {
  const stage = day.stageFor('twilio');
  const { random } = stage;
  const [keeper] = working(day, 'marketing');
  const seat = keeper?.seats.find(({ device }) => device === 'computer');
  if (keeper === undefined || seat === undefined || !random.chance(0.5)) return [];
  const at = within(stage, day.index, seat);
  const event = (later: number, type: string, resourceType: string): TwilioMonitorEvent => ({
    sid: twilioSid('AE', random.guid()),
    time: `${new Date(at + later).toISOString().slice(0, 19)}Z`,
    type,
    resourceType,
    resourceSid: twilioSid('PN', random.guid()),
    actorType: 'user',
    actorSid: twilioSid('US', keeper.user.id),
    source: 'web',
    address: seat.origin.ipAddress,
    description: null,
    data: type === 'user-session.created' ? null : { account: exampleTwilioAccount },
  });
  const more = random.next();
  return [
    event(0, 'user-session.created', 'user-session'),
    ...(more < 0.1 ? [event(300_000, 'api-key.created', 'api-key')] : []),
    ...(more > 0.92 ? [event(400_000, 'phone-number.purchased', 'phone-number')] : []),
  ];
}
