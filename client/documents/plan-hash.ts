import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { PlanContent } from './game-day-plan.ts';

/**
 * SHA-256 over what will be done. Who asks for it is left out, and so is the path of each file: the same plan has the
 * same hash for everybody and in every directory.
 */
export function planHash(plan: PlanContent): string {
  // A plan that has been sealed already hashes to the same.
  const { requestedBy: _, hash: __, ...content } = { requestedBy: '', hash: '', ...plan };
  const steps = content.steps.map((step) => {
    if (step.kind !== 'experiment') return step;
    const { source: ___, ...experiment } = step.experiment;
    return { ...step, experiment };
  });
  return createHash('sha256')
    .update(canonicalJson({ ...content, steps }))
    .digest('hex');
}
