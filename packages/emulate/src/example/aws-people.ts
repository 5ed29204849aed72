import { assumedRole, iamUser } from '../cloud-trail/identities.js';
import { isoSeconds } from '../cloud-trail/compose.js';
import { openScene, type Scene } from '../cloud-trail/story.js';
import type { JsonObject } from '../json.js';
import { createRandom } from '../random.js';
import type { TenantUser } from '../tenant.js';
import { firstDay } from './cast.js';

/** The users with keys of their own: no person signs in as one. */
export const awsServices = {
  deployment: serviceUser('ci-deploy'),
  reporting: serviceUser('reporting'),
  backup: serviceUser('backup'),
} as const;

/** What people are in AWS: a role of IAM Identity Center, whose sessions bear their address. */
export type AwsRole = 'AdministratorAccess' | 'Developer';

/** A scene of one part of the example; day 0 is `firstDay`. */
export function openAws(part: string): Scene {
  return openScene(part, 'examples', Date.parse(`${firstDay}T00:00:00Z`));
}

/** A session that a person opened at a time (milliseconds since 1970). */
export function awsSession(
  { random }: Scene,
  { principalName }: TenantUser,
  role: AwsRole,
  since: number,
): JsonObject {
  const suffix = role === 'Developer' ? '4c1d09e7a2b85f36' : '9e27b6d01f4a3c58';
  return assumedRole(`AWSReservedSSO_${role}_${suffix}`, principalName, isoSeconds(since), random);
}

function serviceUser(name: string): JsonObject {
  return iamUser(name, createRandom(`example/aws/${name}`));
}
