import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { LITMUS, namespaceOf, type OnEngine } from './engine-object.ts';

/** What Litmus found out by one experiment of an engine. */
interface Result {
  readonly experimentStatus?: {
    readonly phase?: string;
    readonly verdict?: string;
    readonly probeSuccessPercentage?: string;
    readonly failureOutput?: { readonly errorCode?: string; readonly failedStep?: string };
    readonly failStep?: string;
  };
  readonly probeStatuses?: readonly {
    readonly name?: string;
    readonly status?: { readonly verdict?: string; readonly description?: string };
  }[];
  readonly history?: {
    readonly targets?: readonly { readonly name?: string; readonly kind?: string; readonly chaosStatus?: string }[];
  };
}

export interface SeenResult {
  readonly name: string;
  readonly result: Result;
}

/** Those of this run of the engine: a result is used again by the next engine of that name. */
export async function resultsOf(call: OnEngine, engine: ClusterObject): Promise<readonly SeenResult[]> {
  const labels = `chaosUID=${engine.metadata.uid}`;
  const query = { apiVersion: LITMUS, kind: 'ChaosResult', namespace: namespaceOf(call), labels };
  const found = await call.ports.cluster.list(query, call.signal);
  return found.map(({ metadata, status }) => ({ name: metadata.name, result: isMapping(status) ? status : {} }));
}

/** Litmus notes of each target whether it is `targeted`, `injected` or `reverted` again. */
export function wasInjected({ result }: SeenResult): boolean {
  const states = (result.history?.targets ?? []).map(({ chaosStatus }) => chaosStatus);
  return states.length > 0 && states.every((state) => state === 'injected' || state === 'reverted');
}

export const verdictOf = ({ result }: SeenResult): string => result.experimentStatus?.verdict ?? 'Awaited';
export const isJudged = (seen: SeenResult): boolean => verdictOf(seen) !== 'Awaited';

/** Verdict, targets and probes in one line. */
export function wordsForResult({ name, result }: SeenResult): string {
  const {
    phase = 'not begun',
    verdict = 'Awaited',
    probeSuccessPercentage,
    failureOutput,
    failStep,
  } = result.experimentStatus ?? {};
  const targets = (result.history?.targets ?? []).map(
    ({ kind = 'target', name: target = '', chaosStatus = 'not known' }) => `${kind} ${target} ${chaosStatus}`,
  );
  const probes = (result.probeStatuses ?? []).map(
    ({ name: probe = '', status }) =>
      `${probe} ${status?.verdict ?? 'Awaited'}${status?.description ? ` (${status.description})` : ''}`,
  );
  const why = [failureOutput?.errorCode, failureOutput?.failedStep, failStep].filter((text) => text && text !== 'N/A');
  const parts = [
    `ChaosResult ${name}: ${phase}, verdict ${verdict}`,
    ...(targets.length === 0 ? [] : [targets.join(', ')]),
    ...(probes.length === 0 ? [] : [`probes ${probes.join(', ')}, ${probeSuccessPercentage ?? '?'} % passed`]),
    ...(why.length === 0 ? [] : [why.join(': ')]),
  ];
  return parts.join('; ');
}
