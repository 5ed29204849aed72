import { draftGitHubEvent, gitHubActor } from '../../github/draft.js';
import { codeDays, repositories } from '../code-days.js';
import type { Story } from '../story.js';

/** An owner's account on a foreign network invites another owner, sends pushes elsewhere and makes a repository public. */
export const gitHubDoorsOpened: Story = {
  id: 'github-doors-opened',
  title: 'An owner’s account opens the organisation from a foreign network',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const owner = person(0);
    const who = gitHubActor(owner);
    const from = {
      actorIp: '2001:db8:bad:1::7',
      country: 'SG',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0',
    };
    return {
      logs: {
        gitHub: [
          ...codeDays(stage, [owner], [0, 1, 2, 3, 4], repositories('shop', 3)),
          draftGitHubEvent(stage, who, from, when(5, 22, 1), {
            action: 'org.invite_member',
            permission: 'admin',
            user: 'helper-7731',
            userId: 990_001,
          }),
          draftGitHubEvent(stage, who, from, when(5, 22, 9), {
            action: 'hook.create',
            repo: 'tailspin-example/shop-1',
            hook: { id: 555_001, events: ['push'], url: 'https://collector.example/in' },
          }),
          draftGitHubEvent(stage, who, from, when(5, 22, 30), {
            action: 'repo.access',
            operationType: 'modify',
            repo: 'tailspin-example/shop-2',
            publicRepo: true,
            visibility: 'public',
            previousVisibility: 'private',
          }),
        ],
      },
      compromised: [{ account: who.login, severity: 'high', why: ['AccessOpened'] }],
      notCompromised: [],
    };
  },
};
