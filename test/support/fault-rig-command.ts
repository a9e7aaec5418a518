import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { startIdle } from './fault-idle-process.ts';
import type { FaultRig } from './fault-rigs.ts';

const write = (value: string) => `printf '%s\\n' "${value}" >value.$$; mv value.$$ value`;

/** A value in a file that scripts change and put back; `changes` counts how often. */
export async function commandRig(folder: string): Promise<FaultRig<'command'>> {
  const idle = await startIdle(folder);
  await writeFile(`${folder}/value`, 'fast\n');
  await writeFile(`${folder}/changes`, '');
  const script = (text: string) => ['sh', '-c', `set -e; cd "${folder}"; ${text}`];
  return {
    settings: {
      baseline: script('cat value'),
      inject: script(`[ "$(cat value)" = slow ] || echo x >>changes; ${write('slow')}`),
      undo: script(write('$GAMEDAY_BASELINE')),
      verify: script('[ "$(cat value)" = "$GAMEDAY_BASELINE" ] || { echo "value is $(cat value)" >&2; exit 1; }'),
      expiry: 'guard',
      timeout: 10_000,
    },
    target: async () => idle.identity,
    effects: async () => readFileSync(`${folder}/changes`, 'utf8').split('\n').length - 1,
    state: () => readFile(`${folder}/value`, 'utf8'),
    vanish: idle.end,
    vanished: 'done',
    stop: idle.end,
  };
}
