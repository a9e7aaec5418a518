/** Label of a workload that a restore of volumes has scaled to 0, and annotation with the number of replicas before. */
export const RESTORING = 'gameday.dev/restoring';
