import type { Stage } from '../stories/story.js';
import type { TenantUser } from '../tenant.js';
import type { TwilioMonitorEvent } from './monitor-event.js';
import { twilioSid } from './monitor-event.js';

/** The id of a person as a member of the Twilio account. */
export function twilioMember({ id }: TenantUser): string {
  return twilioSid('US', id);
}

/** What a member does in the console; `at` in milliseconds since 1970. */
export function draftTwilioEvent(
  { random }: Stage,
  member: TenantUser,
  address: string,
  at: number,
  type: string,
): TwilioMonitorEvent {
  const [resourceType = type] = type.split('.');
  return {
    sid: twilioSid('AE', random.guid()),
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    type,
    resourceType,
    resourceSid: twilioSid(resourceType === 'api-key' ? 'SK' : 'RX', random.guid()),
    actorType: 'user',
    actorSid: twilioMember(member),
    source: 'web',
    address,
    description: null,
    data: null,
  };
}

/** A member's ordinary days from day `from` to day `to`: a session and a change of a flow at the office. */
export function usualTwilioDays(
  stage: Stage,
  member: TenantUser,
  from: number,
  to: number,
): readonly TwilioMonitorEvent[] {
  const { random, when } = stage;
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((day) =>
    ['user-session.created', 'studio-flow.updated'].map((type, index) =>
      draftTwilioEvent(
        stage,
        member,
        member.office.ipAddress,
        when(day, 9 + index, random.integer(50)),
        type,
      ),
    ),
  );
}
