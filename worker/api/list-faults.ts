import type { Ports, StoredUndo } from '../../activities/ports.ts';
import type { Answer } from './answer.ts';

/** Whoever asks in an emergency waits no longer for a cluster that is away. */
const CLUSTER_WITHIN_MS = 3_000;

/**
 * What is not undone on this machine and in the cluster, by the records beside the targets: right also when Temporal is gone. A
 * cluster that does not answer hides nothing of the machine, and `listed: false` says that there may be more.
 */
export async function listFaults(
  { undoRecords, cluster }: Pick<Ports, 'undoRecords' | 'cluster'>,
  host: string,
): Promise<Answer> {
  const known = cluster.describe();
  const here = undoRecords.at('machine').list();
  if (known === undefined) return { status: 200, body: { host, faults: faultsIn(await here) } };
  const [onMachine, inCluster] = await Promise.all([here, inTime(undoRecords.at('cluster').list())]);
  const { records = [], ...state } = inCluster;
  return { status: 200, body: { host, cluster: { ...known, ...state }, faults: faultsIn([...onMachine, ...records]) } };
}

interface InCluster {
  readonly records?: readonly StoredUndo[];
  readonly listed: boolean;
  readonly why?: string;
}

async function inTime(listing: Promise<readonly StoredUndo[]>): Promise<InCluster> {
  const late = new AbortController();
  const tooLate = new Promise<InCluster>((resolve) => {
    const timer = setTimeout(
      () => resolve({ listed: false, why: `no answer within ${CLUSTER_WITHIN_MS} ms` }),
      CLUSTER_WITHIN_MS,
    );
    late.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  const listed = listing.then(
    (records): InCluster => ({ records, listed: true }),
    (error: unknown): InCluster => ({ listed: false, why: error instanceof Error ? error.message : String(error) }),
  );
  return await Promise.race([listed, tooLate]).finally(() => late.abort());
}

const faultsIn = (records: readonly StoredUndo[]) => records.filter(({ state }) => state !== 'undone').map(asFault);

/** Field by field: the order inside a record has settings and baselines, which are nobody's business. */
function asFault({ faultId, kind, target, state, owner, injectedAt, log, expiresAt, expiredAt }: StoredUndo) {
  const since = injectedAt ?? log[0]?.at;
  return {
    id: faultId,
    fault: kind,
    target: target.label,
    state,
    gameDay: owner.gameDayId,
    ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    deadline: new Date(expiresAt).toISOString(),
    ...(expiredAt === undefined ? {} : { endedByItselfAt: new Date(expiredAt).toISOString() }),
  };
}
