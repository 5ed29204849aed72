import {
  draftDropboxEvent,
  draftDropboxFiles,
  dropboxClient,
  dropboxDownload,
  dropboxLogin,
} from '../dropbox/draft.js';
import type { DropboxEvent } from '../dropbox/team-event.js';
import type { TenantUser } from '../tenant.js';
import type { Stage } from './story.js';

/** A sign-in with a second factor and a few files on some days, at the office and now and then at home. */
export function dropboxDays(
  stage: Stage,
  people: readonly TenantUser[],
  days: readonly number[],
): readonly DropboxEvent[] {
  return people.flatMap((person) =>
    days.flatMap((day) => {
      const web = dropboxClient(stage, day % 3 === 2 ? person.home : person.office);
      return [
        draftDropboxEvent(
          person,
          web,
          stage.when(day, 9, stage.random.integer(50)),
          dropboxLogin('two_factor_authentication'),
        ),
        ...draftDropboxFiles(person, web, stage.when(day, 10, stage.random.integer(50)), {
          ...dropboxDownload,
          path: `/Team/week-${day}`,
          count: 1 + stage.random.integer(5),
          apart: 500,
        }),
      ];
    }),
  );
}
