import { draftWorkspaceActivity, usualWorkspaceDays, workspaceSignIn } from '../../google-workspace/draft.js';
import { places } from '../../places.js';
import type { Origin } from '../../places.js';
import type { Story } from '../story.js';

/**
 * A new telephone set up at home; an administrator who gives roles at the desk; a traveller whom Google finds suspicious;
 * another who changes the recovery telephone in a hotel; a passkey added at the office.
 */
export const workspaceOrdinaryChanges: Story = {
  id: 'workspace-ordinary-changes',
  title: 'A new telephone, roles on request, travellers',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const [renewed, administrator, suspected, traveller] = [person(0), person(1), person(2), person(3)];
    const hotel = { ipAddress: '203.0.113.88', autonomousSystemNumber: 64531, place: places.singapore };
    const inn = { ipAddress: '2001:db8:f0::12', autonomousSystemNumber: 64532, place: places.osaka };
    const did = (user: typeof renewed, from: Origin, at: number, type: string, name: string) =>
      draftWorkspaceActivity(stage, user, from, at, [{ type, name, parameters: [] }]);
    return {
      logs: {
        workspace: [
          ...[renewed, administrator, suspected, traveller].flatMap((user) =>
            usualWorkspaceDays(stage, user, 0, 5),
          ),
          did(renewed, renewed.home, when(5, 21), '2sv_change', '2sv_disable'),
          did(renewed, renewed.home, when(5, 21, 4), 'recovery_info_change', 'recovery_phone_edit'),
          did(administrator, administrator.office, when(5, 14), 'DELEGATED_ADMIN_SETTINGS', 'ASSIGN_ROLE'),
          draftWorkspaceActivity(stage, suspected, hotel, when(6, 2), [workspaceSignIn(true)]),
          draftWorkspaceActivity(stage, traveller, inn, when(6, 4), [workspaceSignIn()]),
          did(traveller, inn, when(6, 4, 20), 'recovery_info_change', 'recovery_phone_edit'),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: renewed.principalName, why: 'A new telephone at home.' },
        { account: administrator.principalName, why: 'Gives roles at the usual desk.' },
        { account: suspected.principalName, why: 'A traveller whom Google asked again.' },
        { account: traveller.principalName, why: 'One change in a hotel.' },
      ],
    };
  },
};
