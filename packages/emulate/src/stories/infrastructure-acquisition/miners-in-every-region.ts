import { machines } from '../../cloud-trail/machines.js';
import { arnOf, hosting, office, openScene, read, withAgent } from '../../cloud-trail/story.js';
import type { Story } from '../story.js';

const regions = ['us-east-2', 'us-west-2', 'ap-south-1', 'ap-northeast-1', 'sa-east-1', 'eu-north-1'];

/**
 * A developer's key is found. On a hosting network a script asks for the limits and for machines with graphics processors
 * in one region after the other, as many as the account gets.
 */
export const minersInEveryRegion: Story = {
  id: 'miners-in-every-region',
  title: 'AWS machines with graphics processors in six regions by a stolen key',
  kind: 'attack',
  compose: ({ tenant, when }) => {
    const { user, call } = openScene('miners-in-every-region', tenant.seed, when(0, 0));
    const [developer, builder] = [user('developer'), user('builder')];
    const terminal = withAgent(office, 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/macos#24.1');
    const runner = { address: '192.0.2.61', userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.8' };
    const script = withAgent(hosting, 'Boto3/1.35.10 md/Botocore#1.35.10 ua/2.0 os/linux#5.15.0');
    return {
      logs: {
        cloudTrail: [
          ...[0, 1, 2, 3, 4].flatMap((day) => [
            call(developer, when(day, 10, 4 * day), terminal, read('ec2', 'DescribeInstances')),
            call(builder, when(day, 11, 3), runner, machines('eu-west-1', 't3.medium', 2)),
          ]),
          ...regions.flatMap((region, index) => [
            call(developer, when(4, 3, 10 + index), script, {
              ...read('servicequotas', 'ListServiceQuotas'),
              region,
            }),
            call(
              developer,
              when(4, 3, 10 + index, 30),
              script,
              machines(
                region,
                index % 2 === 0 ? 'g5.12xlarge' : 'p3.16xlarge',
                8,
                index === 3 ? 'Client.VcpuLimitExceeded' : undefined,
              ),
            ),
          ]),
        ],
      },
      compromised: [
        {
          account: arnOf(developer),
          severity: 'high',
          why: ['LargeMachinesFromNewPlace', 'MachinesInManyRegions'],
        },
      ],
      notCompromised: [{ account: arnOf(builder), why: 'The usual machines from the usual runner.' }],
    };
  },
};
