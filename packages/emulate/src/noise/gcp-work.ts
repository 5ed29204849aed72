import {
  draftGcpCall,
  draftGcpLook,
  draftGcpMachine,
  draftKeyCreation,
  GCP_PROJECT,
  serviceAccount,
} from '../gcp-audit/draft.js';
import type { GcpCaller } from '../gcp-audit/draft.js';
import type { GcpEvent } from '../gcp-audit/event.js';
import { createRandom } from '../random.js';
import { seatsAt, times, within, working } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import { addressIn, runners } from './networks.js';

const GCLOUD = 'google-cloud-sdk gcloud/502.0.0 command/gcloud.storage.ls python/3.12.7';
const TERRAFORM = 'Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-google/6.8.0,gzip(gfe)';

/** What Google Cloud logs of a day: people at the console and gcloud, builds with a key, jobs on the project's machines. */
export function gcpWork(day: NoiseDay): readonly GcpEvent[] {
  const stage = day.stageFor('gcp');
  const { random, when } = stage;
  const keyOf = (account: string, generation: number): string =>
    createRandom(`${day.tenant.seed}/${account}/${generation}`).guid().replaceAll('-', '').padEnd(40, '0');
  // The build's key is renewed in the middle of the month.
  const renewal = 14;
  const build: GcpCaller = {
    email: serviceAccount('build'),
    callerIp: addressIn(runners, random),
    userAgent: TERRAFORM,
    key: keyOf('build', day.index <= renewal ? 0 : 1),
  };
  const keeper = working(day, 'administrators')[0]?.seats.find(({ device }) => device === 'computer');
  const people = working(day, 'data', 'administrators').flatMap((person) =>
    seatsAt(person, 'computer').flatMap((seat) => {
      const email = person.user.principalName;
      const browser = {
        email,
        callerIp: seat.origin.ipAddress,
        userAgent: `${person.user.userAgent},gzip(gfe)`,
      };
      const terminal = { ...browser, userAgent: GCLOUD };
      const at = (): number => within(stage, day.index, seat);
      const renews = day.index === renewal && seat === keeper;
      return [
        ...Array.from({ length: times(random, 5 * day.rate) }, () =>
          draftGcpLook(
            stage,
            random.pick([browser, terminal]),
            at(),
            random.pick(['projects', 'buckets', 'objects', 'objects', 'service-accounts']),
            random.chance(0.02),
          ),
        ),
        ...(random.chance(0.03)
          ? [
              draftGcpMachine(stage, terminal, at(), {
                name: `lab-${random.integer(900)}`,
                zone: random.chance(0.9) ? 'europe-west6-a' : 'europe-west1-b',
                type: random.chance(0.15) ? 'a2-highgpu-1g' : 'e2-standard-4',
              }),
            ]
          : []),
        ...(renews
          ? [draftKeyCreation(stage, browser, at(), { account: build.email, key: keyOf('build', 1) })]
          : []),
        ...(random.chance(0.006)
          ? [
              draftKeyCreation(stage, browser, at(), {
                account: serviceAccount(`lab-${random.integer(9)}`),
                key: random.guid().replaceAll('-', '').padEnd(40, '0'),
              }),
            ]
          : []),
      ];
    }),
  );
  const deployments = Array.from(
    { length: times(random, Math.max(4 * day.rate, 12 * day.machineRate)) },
    () => {
      const at = when(day.index, random.integer(24), random.integer(60));
      const caller = { ...build, callerIp: addressIn(runners, random) };
      return [
        draftGcpLook(stage, caller, at, 'projects'),
        draftGcpCall(stage, caller, at + 9_000, {
          service: 'run.googleapis.com',
          method: 'google.cloud.run.v2.Services.UpdateService',
          resourceName: `projects/${GCP_PROJECT}/locations/europe-west6/services/shop`,
          permission: 'run.services.update',
        }),
      ];
    },
  ).flat();
  const jobs = Array.from({ length: times(random, 120 * day.machineRate) }, () =>
    draftGcpLook(
      stage,
      {
        email: serviceAccount('nightly'),
        callerIp: random.pick(['private', 'gce-internal-ip', '10.132.0.9']),
        userAgent: 'gcloud-python/2.18.2 gl-python/3.12.3 gccl/2.18.2,gzip(gfe)',
      },
      when(day.index, random.integer(24), random.integer(60), random.integer(60)),
      random.pick(['objects', 'objects', 'objects', 'secret']),
    ),
  );
  return [...people, ...deployments, ...jobs];
}
