import type { CloudTrailEvent } from '../cloud-trail/event.js';
import { machines } from '../cloud-trail/machines.js';
import { readObjects } from '../cloud-trail/object-calls.js';
import { newKey, read, type Scene } from '../cloud-trail/story.js';
import { awsServices, awsSession, openAws } from './aws-people.js';
import { engineers, member, workingDays } from './cast.js';

const build = { address: '192.0.2.61', userAgent: 'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5' };
const terraform = { address: '192.0.2.61', userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.8' };
const report = {
  address: '192.0.2.62',
  userAgent: 'aws-sdk-java/2.25.4 Linux/6.1.0 OpenJDK_64-Bit_Server_VM/17.0.10',
};
const vault = { address: '192.0.2.63', userAgent: 'aws-cli/2.17.20 md/awscrt#0.20.11 ua/2.0 os/linux#6.8.0' };

/** What AWS logs on working days: deployments, reports, the backup at night, engineers who look at their machines. */
export function ordinaryAws(): readonly CloudTrailEvent[] {
  const scene = openAws('ordinary-aws');
  return [
    ...workingDays.flatMap((day) => [...servicesOn(scene, day), ...peopleOn(scene, day)]),
    ...renewedKey(scene),
  ];
}

function servicesOn(scene: Scene, day: number): readonly CloudTrailEvent[] {
  const { call, random, when } = scene;
  const { deployment, reporting, backup } = awsServices;
  const deployed = when(day, 10, random.integer(50));
  return [
    call(deployment, deployed, build, { ...read('ecr', 'DescribeImages'), region: 'eu-west-1' }),
    call(deployment, deployed + 40_000, terraform, {
      ...read('ec2', 'DescribeInstances'),
      region: 'eu-west-1',
    }),
    ...(day % 3 === 0
      ? [call(deployment, deployed + 95_000, terraform, machines('eu-west-1', 't3.medium', 2))]
      : []),
    ...readObjects(scene, reporting, report, when(day, 5, 30), {
      bucket: 'alderfinch-orders',
      prefix: `day=${day}`,
      count: 6,
      apart: 20,
    }),
    ...readObjects(scene, backup, vault, when(day, 1, 0), {
      bucket: 'alderfinch-drawings',
      prefix: `changed=${day}`,
      count: 18,
      apart: 4,
    }),
  ];
}

function peopleOn(scene: Scene, day: number): readonly CloudTrailEvent[] {
  const { call, random, when } = scene;
  return engineers
    .filter((_, index) => (index + day) % 2 === 0)
    .flatMap((person) => {
      const since = when(day, 9, random.integer(40));
      const session = awsSession(scene, person, 'Developer', since);
      const desk = { address: person.office.ipAddress, userAgent: person.userAgent };
      return [
        call(session, since + 60_000, desk, { ...read('ec2', 'DescribeInstances'), region: 'eu-west-1' }),
        call(session, since + 400_000, desk, { ...read('logs', 'FilterLogEvents'), region: 'eu-west-1' }),
      ];
    });
}

/** The administrator makes the backup a new key, as every spring. */
function renewedKey(scene: Scene): readonly CloudTrailEvent[] {
  const kofi = member('Kofi Adeyemi');
  const at = scene.when(3, 13, 12);
  const session = awsSession(scene, kofi, 'AdministratorAccess', at - 900_000);
  const desk = { address: kofi.office.ipAddress, userAgent: kofi.userAgent };
  return [scene.call(session, at, desk, newKey('backup', 'AKIAEXAMPLE203040506', at))];
}
