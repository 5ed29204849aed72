import { awsMailApplication } from './stories/aws-mail-application.js';
import { awsSmsAbuse } from './stories/aws-sms-abuse.js';
import { awsMailAbuse } from './stories/aws-mail-abuse.js';
import { awsEverydayQuestions } from './stories/aws-everyday-questions.js';
import { awsRefusedReconnaissance } from './stories/aws-refused-reconnaissance.js';
import { awsCredentialReconnaissance } from './stories/aws-credential-reconnaissance.js';
import { awsAdminOnboarding } from './stories/aws-admin-onboarding.js';
import { awsRoamingBuild } from './stories/aws-roaming-build.js';
import { awsKeyRotation } from './stories/aws-key-rotation.js';
import { awsGuardDutyFinding } from './stories/aws-guardduty-finding.js';
import { awsLeakedKey } from './stories/aws-leaked-key.js';
import { awsStolenKey } from './stories/aws-stolen-key.js';
import { awsConsoleNewLaptop } from './stories/aws-console-new-laptop.js';
import { awsConsoleTakeover } from './stories/aws-console-takeover.js';
import { awsConsoleTraveller } from './stories/aws-console-traveller.js';
import { awsRootSignIn } from './stories/aws-root-sign-in.js';
import { awsAdministratorElsewhere } from './stories/aws-administrator-elsewhere.js';
import { awsInstanceCredentialsElsewhere } from './stories/aws-instance-credentials-elsewhere.js';
import { awsInstanceCredentialsOnALaptop } from './stories/aws-instance-credentials-on-a-laptop.js';
import { awsRolesAndSecretsTried } from './stories/aws-roles-and-secrets-tried.js';
import { awsNewsletterDay } from './stories/aws-newsletter-day.js';
import { awsBuildRoleOpened } from './stories/aws-build-role-opened.js';
import { awsKeyOfManyNetworks } from './stories/aws-key-of-many-networks.js';
import { awsBuildWithANewTool } from './stories/aws-build-with-a-new-tool.js';
import { awsBucketHeldToRansom } from './stories/aws-bucket-held-to-ransom.js';
import { awsPostureScan } from './stories/aws-posture-scan.js';
import { awsDaysOfAdministration } from './stories/aws-days-of-administration.js';
import { awsObjectsTaken } from './stories/aws-objects-taken.js';
import { awsBucketOpened } from './stories/aws-bucket-opened.js';
import { awsObjectJobs } from './stories/aws-object-jobs.js';
import type { CloudTrailStory } from './story.js';

/** Every story, one file each in stories/; a test compares the folder with this list. Attacks first. */
export const cloudTrailStories: ReadonlyMap<string, CloudTrailStory> = new Map(
  [
    awsConsoleTakeover,
    awsRootSignIn,
    awsStolenKey,
    awsLeakedKey,
    awsGuardDutyFinding,
    awsCredentialReconnaissance,
    awsRefusedReconnaissance,
    awsMailAbuse,
    awsSmsAbuse,
    awsObjectsTaken,
    awsBucketOpened,
    awsAdministratorElsewhere,
    awsInstanceCredentialsElsewhere,
    awsInstanceCredentialsOnALaptop,
    awsRolesAndSecretsTried,
    awsBuildRoleOpened,
    awsBucketHeldToRansom,
    awsKeyOfManyNetworks,
    awsConsoleTraveller,
    awsConsoleNewLaptop,
    awsKeyRotation,
    awsRoamingBuild,
    awsAdminOnboarding,
    awsEverydayQuestions,
    awsMailApplication,
    awsObjectJobs,
    awsDaysOfAdministration,
    awsPostureScan,
    awsBuildWithANewTool,
    awsNewsletterDay,
  ].map((story) => [story.id, story]),
);
