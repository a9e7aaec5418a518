import { z } from 'zod';

export const rolloutRestart = z
  .strictObject({})
  .describe(
    'Restarts all pods of a Deployment, StatefulSet or DaemonSet by its own rules, as `kubectl rollout restart` does. It has recovered when the rollout is complete. What it leaves: a new revision, with the annotation `kubectl.kubernetes.io/restartedAt` in the pod template.',
  );
export type RolloutRestart = z.output<typeof rolloutRestart>;
