import { createFaultActivities } from '../../activities/faults/fault-activities.ts';
import type { FaultOrder } from '../../activities/faults/orders.ts';
import { aWorld } from './fault-world.ts';
import { liveCluster } from './live-cluster.ts';

/** A worker that injects one fault, says how that ended, and then lives on until it is killed. */
const [folder = '', order = '', namespace] = process.argv.slice(2);
const world = namespace === undefined ? aWorld(folder) : aWorld(folder, { cluster: liveCluster() }, namespace);
const fault = createFaultActivities(world);
const asked: FaultOrder = JSON.parse(order);
const undo = await fault.prepareUndo(asked);
const said = await fault.injectFault(undo).then(
  () => 'injected',
  (error: { readonly type?: string; readonly message: string }) => `${error.type}: ${error.message}`,
);
process.stdout.write(`${said}\n`);
process.stdin.resume();
