import { createHash } from 'node:crypto';
import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import { canonicalJson } from './canonical-json.ts';

/**
 * SHA-256 over what will be done. Who asks for it is left out, and so is the path of each file: the same plan has the
 * same hash for everybody and in every directory.
 */
export function planHash(plan: Omit<GameDayPlan, 'requestedBy' | 'hash'>): string {
  const { requestedBy: _, hash: __, ...content } = plan as GameDayPlan;
  const steps = content.steps.map((step) => {
    if (step.kind !== 'experiment') return step;
    const { source: ___, ...experiment } = step.experiment;
    return { ...step, experiment };
  });
  return createHash('sha256').update(canonicalJson({ ...content, steps })).digest('hex');
}
