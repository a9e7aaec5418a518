import { z } from 'zod';
import { positiveMs } from '../scalars.ts';
import { repeat, REPEAT_SAYS } from './repeat.ts';

export const containerKill = z
  .strictObject({
    via: z
      .enum(['exec', 'node'])
      .default('exec')
      .describe(
        '`exec`: SIGTERM from inside, which needs a shell in the image and a main process that handles it. `node`: SIGKILL by a privileged pod of ours that is started on the node for it.',
      ),
    helperImage: z
      .string()
      .min(1)
      .default('busybox:1')
      .describe('For `node`: the image of that pod; nothing but a shell is needed.'),
    helperNamespace: z
      .string()
      .min(1)
      .default('gameday')
      .describe('For `node`: where that pod is started; privileged pods must be allowed there.'),
    goneWithin: positiveMs.prefault('30s').describe('How long it may take until the container is seen to have ended.'),
    repeat: repeat.optional().describe(REPEAT_SAYS),
  })
  .describe(
    'Ends one container of a pod. The kubelet starts it again; it has recovered when it has restarted and is Ready.',
  );
export type ContainerKill = z.output<typeof containerKill>;
