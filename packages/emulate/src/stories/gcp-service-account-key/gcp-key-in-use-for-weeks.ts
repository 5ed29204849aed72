import { draftGcpLook, draftKeyCreation, serviceAccount, serviceAccountKey } from '../../gcp-audit/draft.js';
import { usualDeployments } from '../../gcp-audit/usual-work.js';
import type { Story } from '../story.js';
import { hourAt } from '../usual-days.js';

/**
 * An administrator, who works at home now and then, renews the key of a build there. The build's machines are elsewhere
 * every day, and use the key for weeks: until the administrator's earlier days at home are long past.
 */
export const gcpKeyInUseForWeeks: Story = {
  id: 'gcp-key-in-use-for-weeks',
  title: 'A key made at home, in use for weeks by runners that move',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const administrator = person(0);
    const build = serviceAccount('build');
    const [first, renewed] = [serviceAccountKey(stage), serviceAccountKey(stage)];
    const desk = {
      email: administrator.principalName,
      callerIp: administrator.office.ipAddress,
      userAgent: `${administrator.userAgent},gzip(gfe)`,
    };
    const atHome = { ...desk, callerIp: administrator.home.ipAddress };
    const runner = (key: string) => (day: number) => ({
      email: build,
      callerIp: `2001:db8:${(0x60 + day).toString(16)}::7`,
      userAgent: 'Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-google/6.8.0,gzip(gfe)',
      key,
    });
    const days = Array.from({ length: 21 }, (_, day) => day);
    return {
      logs: {
        gcp: [
          ...days.map((day) => draftGcpLook(stage, desk, when(day, hourAt(administrator, 10)), 'projects')),
          draftGcpLook(stage, atHome, when(1, hourAt(administrator, 20)), 'buckets'),
          draftKeyCreation(stage, atHome, when(7, hourAt(administrator, 20)), {
            account: build,
            key: renewed,
          }),
          ...usualDeployments(stage, runner(first), 0, 7),
          ...usualDeployments(stage, runner(renewed), 8, 20),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: administrator.principalName, why: 'At home, as in the week before.' },
        { account: build, why: 'The renewed key, on machines that always change.' },
      ],
    };
  },
};
