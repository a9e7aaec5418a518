import { startIdle } from './fault-idle-process.ts';
import type { FaultRig } from './fault-rigs.ts';

export async function processPauseRig(folder: string): Promise<FaultRig<'process-pause'>> {
  const idle = await startIdle(folder);
  return {
    settings: {},
    target: async () => idle.identity,
    effects: async () => ((await idle.state()) === 'stopped' ? 1 : 0),
    state: idle.state,
    vanish: idle.end,
    vanished: 'done',
    stop: idle.end,
  };
}
