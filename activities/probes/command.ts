import { judgeExit } from './judge-exit.ts';
import type { PointProbe } from './probe.ts';

export const command: PointProbe<'command'> = {
  kind: 'command',
  async measure({ settings, timeoutMs, signal, ports }) {
    const { run: argv, env } = settings;
    return judgeExit(await ports.commands.run({ argv, env, timeoutMs, signal }), argv[0] ?? '', settings);
  },
};
