export {
  createSnapshotActivities,
  type OfSnapshot,
  type SnapshotActivities,
  type TakeSnapshot,
} from './snapshot-activities.ts';
export { snapshotters } from './snapshotters.ts';
