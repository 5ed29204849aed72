import { draftAzureMachine } from '../../azure-activity/draft.js';
import { assumedRole } from '../../cloud-trail/identities.js';
import { machines } from '../../cloud-trail/machines.js';
import { arnOf, hotel, office, openScene, read, withAgent } from '../../cloud-trail/story.js';
import { isoSeconds } from '../../cloud-trail/compose.js';
import { draftGcpMachine, serviceAccount } from '../../gcp-audit/draft.js';
import { usualDeployments } from '../../gcp-audit/usual-work.js';
import type { Story } from '../story.js';

/**
 * Autoscaling in a storm; a disaster-recovery test that Terraform sets up in a region of its own; graphics processors for
 * a researcher at the office; a roll-out to four regions by the pipeline; a small machine made in a hotel; agents of Azure
 * and of Google Cloud in one more region.
 */
export const machinesOnOrdinaryDays: Story = {
  id: 'machines-on-ordinary-days',
  title: 'Autoscaling, a recovery test, a researcher’s processors, a roll-out, a hotel',
  kind: 'benign',
  compose: (stage) => {
    const { when, tenant, random } = stage;
    const { user, call } = openScene('machines-on-ordinary-days', tenant.seed, when(0, 0));
    const [researcher, travelling, recovery] = [user('researcher'), user('travelling'), user('recovery')];
    const pipeline = assumedRole('pipeline', 'release', isoSeconds(when(5, 8)), random);
    const scaling = assumedRole(
      'AWSServiceRoleForAutoScaling',
      'AutoScaling',
      isoSeconds(when(0, 1)),
      random,
    );
    const byService = { address: 'autoscaling.amazonaws.com', userAgent: 'autoscaling.amazonaws.com' };
    const terminal = withAgent(office, 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/linux#6.8.0');
    const runner = { address: '192.0.2.61', userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.8' };
    const [build] = tenant.servicePrincipals;
    if (build === undefined) throw new Error('the tenant has no service principal');
    const agents = { who: build, callerIpAddress: build.origin.ipAddress };
    const deploy = () => ({
      email: serviceAccount('deploy'),
      callerIp: '198.51.100.210',
      userAgent: 'Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-google/6.8.0,gzip(gfe)',
    });
    return {
      logs: {
        cloudTrail: [
          ...[0, 1, 2, 3, 4, 5].flatMap((day) => [
            call(scaling, when(day, 12, 7 * day), byService, machines('eu-west-1', 'c6i.8xlarge', 2)),
            call(researcher, when(day, 9, 4), terminal, read('ec2', 'DescribeInstances')),
            call(travelling, when(day, 9, 30), terminal, read('ec2', 'DescribeInstances')),
            call(recovery, when(day, 7, 2), runner, machines('eu-west-1', 'm6i.large', 1)),
            call(pipeline, when(day, 8, 1), runner, machines('eu-west-1', 'm6i.large', 1)),
          ]),
          ...Array.from({ length: 12 }, (_, index) =>
            call(scaling, when(4, 18, index), byService, machines('eu-west-1', 'c6i.8xlarge', 10)),
          ),
          call(recovery, when(5, 7, 30), runner, machines('eu-central-1', 'm6i.large', 12)),
          call(researcher, when(5, 10, 10), terminal, machines('eu-west-1', 'g5.2xlarge', 1)),
          ...['us-east-1', 'us-west-2', 'ap-southeast-2', 'ca-central-1'].map((region, index) =>
            call(pipeline, when(5, 8, 20 + index), runner, machines(region, 'm6i.large', 3)),
          ),
          call(
            travelling,
            when(5, 21, 2),
            withAgent(hotel, terminal.userAgent),
            machines('eu-west-1', 't3.small', 1),
          ),
        ],
        azureOperations: [0, 1, 2, 3, 4, 5].flatMap((day) =>
          draftAzureMachine(stage, agents, when(day, 5), {
            name: `agent-${day}`,
            location: day === 5 ? 'norwayeast' : 'switzerlandnorth',
            size: 'Standard_D4s_v5',
          }),
        ),
        gcp: [
          ...usualDeployments(stage, deploy, 0, 5),
          ...[0, 1, 2, 3, 4, 5].map((day) =>
            draftGcpMachine(stage, deploy(), when(day, 6, 50), {
              name: `runner-${day}`,
              zone: day === 5 ? 'europe-north1-b' : 'europe-west6-a',
              type: 'e2-standard-4',
            }),
          ),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: arnOf(scaling), why: 'The service, in the usual region.' },
        { account: arnOf(recovery), why: 'The usual runner in a region for the test.' },
        { account: arnOf(pipeline), why: 'The usual runner; a roll-out to four regions.' },
        { account: arnOf(researcher), why: 'Graphics processors at the usual desk.' },
        { account: arnOf(travelling), why: 'A small machine in the usual region.' },
        { account: build.id, why: 'Agents in one more region.' },
        { account: serviceAccount('deploy'), why: 'Runners in one more region.' },
      ],
    };
  },
};
