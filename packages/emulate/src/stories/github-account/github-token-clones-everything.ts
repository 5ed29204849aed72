import { draftGitEvents, gitHubActor } from '../../github/draft.js';
import { codeDays, repositories } from '../code-days.js';
import type { Story } from '../story.js';

/** A personal access token left in a public image is found: within minutes every repository of the organisation is cloned. */
export const gitHubTokenClonesEverything: Story = {
  id: 'github-token-clones-everything',
  title: 'A leaked token clones every repository',
  kind: 'attack',
  compose: (stage) => {
    const victim = stage.person(0);
    const colleague = stage.person(1);
    const who = gitHubActor(victim);
    return {
      logs: {
        gitHub: [
          ...codeDays(stage, [victim, colleague], [0, 1, 2, 3, 4, 7], repositories('shop', 4)),
          ...draftGitEvents(
            stage,
            who,
            { actorIp: '203.0.113.31', country: 'NL', userAgent: 'git/2.43.0' },
            stage.when(8, 2, 14),
            {
              repos: [...repositories('shop', 4), ...repositories('platform', 14)],
              apart: 9,
              token: 'cXZ1eCBub3QgYSB0b2tlbiBhdCBhbGw=',
            },
          ),
        ],
      },
      compromised: [{ account: who.login, severity: 'high', why: ['MassClone'] }],
      notCompromised: [{ account: gitHubActor(colleague).login, why: 'Works as on every day.' }],
    };
  },
};
