import type { UnifiedAuditEvent } from '../m365-audit/audit-record.js';
import { draftFileEvents } from '../m365-audit/draft-file.js';
import { draftMailboxCommand, draftOutlookRule } from '../m365-audit/draft-mailbox.js';
import { officeHour, pickSome, seatsAt, times, within, working } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import { serverRoom } from './networks.js';
import type { PersonDay } from './seats.js';

const SYNC = 'Microsoft SkyDriveSync 24.201.1006.0005 ship; Windows NT 10.0 (26100)';

/** What Microsoft 365 logs of a day: files opened, fetched, synchronised and shared, and rules of mailboxes. */
export function officeEvents(day: NoiseDay): readonly UnifiedAuditEvent[] {
  return [...files(day), ...heaps(day), ...shares(day), ...mailboxes(day)];
}

function files(day: NoiseDay): readonly UnifiedAuditEvent[] {
  const stage = day.stageFor('files');
  const { random } = stage;
  return day.people.flatMap((person) =>
    person.seats.flatMap((seat) => {
      const onPhone = seat.device === 'phone';
      const opened = times(random, day.rate * (seat.to - seat.from) * (onPhone ? 0.02 : 0.35));
      const fetched = random.chance(onPhone ? 0.02 : 0.3) ? 1 + random.integer(5) : 0;
      const agent = onPhone ? person.user.phoneUserAgent : person.user.userAgent;
      const client = { ipAddress: seat.origin.ipAddress, userAgent: agent };
      return [
        ...draftFileEvents(stage, person.user, client, within(stage, day.index, seat), {
          operation: 'FileAccessed',
          ...(random.chance(0.5) ? { site: 'projects' } : {}),
          file: `notes-${day.index}`,
          count: opened,
          apart: 240,
        }),
        ...draftFileEvents(stage, person.user, client, within(stage, day.index, seat), {
          operation: 'FileDownloaded',
          site: 'projects',
          file: `week-${day.index}`,
          count: fetched,
          apart: 100,
        }),
        ...(onPhone || !random.chance(0.25)
          ? []
          : draftFileEvents(
              stage,
              person.user,
              { ...client, userAgent: SYNC },
              within(stage, day.index, seat),
              {
                operation: 'FileSyncDownloadedFull',
                file: `synced-${day.index}`,
                count: 1 + random.integer(12),
                apart: 5,
              },
            )),
      ];
    }),
  );
}

/** Many files at once, with a reason: a new computer, a handover, slides for a journey, an archive that is moved. */
function heaps(day: NoiseDay): readonly UnifiedAuditEvent[] {
  const stage = day.stageFor('heaps');
  const { random, when } = stage;
  const heap = (
    person: PersonDay,
    file: string,
    count: number,
    sync = false,
  ): readonly UnifiedAuditEvent[] => {
    const [seat] = seatsAt(person, 'computer');
    return seat === undefined
      ? []
      : draftFileEvents(
          stage,
          person.user,
          { ipAddress: seat.origin.ipAddress, userAgent: sync ? SYNC : person.user.userAgent },
          within(stage, day.index, seat),
          {
            operation: sync ? 'FileSyncDownloadedFull' : 'FileDownloaded',
            ...(sync ? {} : { site: 'projects' }),
            file,
            count,
            apart: sync ? 2 : 8,
          },
        );
  };
  const [migrating] = working(day, 'administrators');
  return [
    ...day.people.flatMap((person) => [
      ...(person.resident.newComputerOn === day.index
        ? heap(person, 'mine', 150 + random.integer(500), true)
        : []),
      ...(person.resident.lastDay - day.index === 2 ? heap(person, 'handover', 30 + random.integer(60)) : []),
      ...(person.resident.journeys.some(({ from }) => from === day.index + 1) && random.chance(0.4)
        ? heap(person, 'for-the-way', 15 + random.integer(35))
        : []),
    ]),
    ...pickSome(stage, working(day, 'desk work', 'marketing'), 0.3 * (day.staff.length / 500)).flatMap(
      (person) => heap(person, 'quarter', 40 + random.integer(80)),
    ),
    ...(migrating === undefined || day.index % 7 !== 3
      ? []
      : draftFileEvents(
          stage,
          migrating.user,
          { ipAddress: serverRoom.ipAddress, userAgent: 'ISV|ShareGate|Migrate/1.0' },
          when(day.index, 21),
          { operation: 'FileDownloaded', site: 'archive', file: `box-${day.index}`, count: 300, apart: 6 },
        )),
  ];
}

function shares(day: NoiseDay): readonly UnifiedAuditEvent[] {
  const stage = day.stageFor('shares');
  const { random } = stage;
  return working(day, 'sales', 'marketing', 'desk work').flatMap((person) => {
    const [seat] = person.seats;
    const isSales = person.resident.team === 'sales';
    if (seat === undefined || !random.chance(isSales ? 0.2 : 0.02)) return [];
    const anonymous = random.chance(0.15);
    return draftFileEvents(
      stage,
      person.user,
      { ipAddress: seat.origin.ipAddress, userAgent: person.user.userAgent },
      within(stage, day.index, seat),
      {
        operation: anonymous ? 'AnonymousLinkCreated' : 'AddedToSecureLink',
        site: 'offers',
        file: `offer-${day.index}`,
        ...(anonymous ? {} : { guest: `buyer${random.integer(40)}@fabrikam.example` }),
        count: 1 + random.integer(random.chance(0.05) ? 20 : 4),
        apart: 70,
      },
    );
  });
}

/** Rules for newsletters, holidays and projects; mail of people who have left; calendars opened to others. */
function mailboxes(day: NoiseDay): readonly UnifiedAuditEvent[] {
  const stage = day.stageFor('mailboxes');
  const { random } = stage;
  const share = day.staff.length / 500;
  const [administrator] = working(day, 'administrators', 'service desk');
  const colleague = (): string => random.pick(day.staff).user.principalName;
  return [
    ...pickSome(
      stage,
      day.people.filter(({ seats }) => seats.length > 0),
      4 * share * day.rate,
    ).map((person) => {
      const seat = random.pick(person.seats);
      return draftMailboxCommand(stage, person.user, {
        at: within(stage, day.index, seat),
        address: seat.origin.ipAddress,
        operation: 'New-InboxRule',
        parameters: random.pick(rules),
      });
    }),
    ...day.people
      .filter(({ resident }) =>
        resident.journeys.some(({ from, private: isPrivate }) => isPrivate && from === day.index + 1),
      )
      .map(({ user }) =>
        draftOutlookRule(stage, user, {
          at: officeHour(stage, day.index, user, 16),
          address: user.office.ipAddress,
          name: 'holiday',
          condition: 'True',
          actions: [{ ActionType: 'Forward', Recipients: [colleague()], ForwardFlags: 'None' }],
        }),
      ),
    ...(random.chance(0.15 * share)
      ? pickSome(stage, working(day, 'desk work'), 1).map(({ user }) =>
          draftMailboxCommand(stage, user, {
            at: officeHour(stage, day.index, user, 11),
            address: user.office.ipAddress,
            operation: 'New-InboxRule',
            parameters: {
              Name: 'Tickets',
              From: 'tickets@rail.example',
              ForwardTo: 'me.private@mail.example',
            },
          }),
        )
      : []),
    ...(administrator === undefined
      ? []
      : day.staff
          .filter(({ lastDay }) => lastDay === day.index)
          .map(({ user }) =>
            draftMailboxCommand(stage, administrator.user, {
              at: officeHour(stage, day.index, administrator.user, 15),
              address: administrator.user.office.ipAddress,
              operation: 'Set-Mailbox',
              objectId: user.principalName,
              parameters: {
                Identity: user.principalName,
                ForwardingAddress: colleague(),
                DeliverToMailboxAndForward: 'False',
              },
            }),
          )),
  ];
}

const rules: readonly Readonly<Record<string, string>>[] = [
  { Name: 'Newsletters', From: 'news@shop.example', MoveToFolder: 'Newsletters' },
  { Name: 'Sales calls', From: 'offers@sender.example', DeleteMessage: 'True' },
  { Name: 'Project', SubjectContainsWords: 'Osaka', MoveToFolder: 'Project' },
  { Name: 'Build', From: 'noreply@builds.example', MarkAsRead: 'True', MoveToFolder: 'Builds' },
  { Name: 'CC', MyNameInCcBox: 'True', MoveToFolder: 'Copied' },
  { Name: 'Boss', From: 'director@tailspin.example', MarkImportance: 'High' },
];
