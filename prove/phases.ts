import { eventsOf } from './world/events.ts';
import type { World } from './world/world.ts';

export const PHASES = ['prepared', 'injecting', 'on', 'undoing', 'recovering'] as const;
export type Phase = (typeof PHASES)[number];

/** Resolves in this phase of the switch beside the pause: as its history says, or as it says itself. */
export async function untilPhase(world: World, phase: Phase): Promise<void> {
  const beside = (what: string) =>
    world.targets.until((entry) => entry.target === 'beside' && entry.what === what).then(() => undefined);
  switch (phase) {
    case 'prepared':
      return untilInjectionIsScheduled(world);
    case 'injecting':
      return beside('asked on');
    case 'on':
      return beside('on');
    case 'undoing':
      return beside('asked off');
    case 'recovering':
      return beside('off');
    default:
      return phase satisfies never;
  }
}

/** The undo is in history, and with it comes the order to inject. */
async function untilInjectionIsScheduled({ client, ids, over }: World): Promise<void> {
  for await (const event of eventsOf(client.session.client, ids!['fault beside'], over)) {
    if (event.activityTaskScheduledEventAttributes?.activityType?.name === 'injectFault') return;
  }
  throw new Error('The fault ended without an injection.');
}
