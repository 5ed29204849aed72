import { hourAt } from '../stories/usual-days.js';
import type { Stage } from '../stories/story.js';
import type { TenantUser } from '../tenant.js';
import { draftGcpCall, draftGcpLook, GCP_PROJECT } from './draft.js';
import type { GcpCaller } from './draft.js';
import type { GcpEvent } from './event.js';

const GCLOUD = 'google-cloud-sdk gcloud/502.0.0 command/gcloud.projects.describe python/3.12.7';

/** An administrator's days from day `from` to day `to`: the console and gcloud at the office, the console at home. */
export function usualAdministration(
  stage: Stage,
  user: TenantUser,
  from: number,
  to: number,
): readonly GcpEvent[] {
  const { random, when } = stage;
  const at = (day: number, hour: number): number =>
    when(day, hourAt(user, hour), random.integer(50), random.integer(60));
  const email = user.principalName;
  const browser = { email, callerIp: user.office.ipAddress, userAgent: `${user.userAgent},gzip(gfe)` };
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((day) => [
    draftGcpLook(stage, browser, at(day, 9), 'projects'),
    draftGcpLook(stage, { ...browser, userAgent: GCLOUD }, at(day, 11), 'buckets'),
    draftGcpLook(stage, { ...browser, callerIp: user.home.ipAddress }, at(day, 20), 'service-accounts'),
  ]);
}

/** Deployments by a service account, two a day from day `from` to day `to`, from the runner of each day. */
export function usualDeployments(
  stage: Stage,
  caller: (day: number) => GcpCaller,
  from: number,
  to: number,
): readonly GcpEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((day) =>
    [6, 15].flatMap((hour) => {
      const start = stage.when(day, hour, stage.random.integer(40));
      return [
        draftGcpLook(stage, caller(day), start, 'projects'),
        draftGcpCall(stage, caller(day), start + 9_000, {
          service: 'run.googleapis.com',
          method: 'google.cloud.run.v2.Services.UpdateService',
          resourceName: `projects/${GCP_PROJECT}/locations/europe-west6/services/shop`,
          permission: 'run.services.update',
        }),
      ];
    }),
  );
}
