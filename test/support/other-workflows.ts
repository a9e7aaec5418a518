import { sleep } from '@temporalio/workflow';

// A bad deploy: a fault that is on was begun by other code than this.
export { experiment, gameDay } from '../../workflows/index.ts';

export async function fault(): Promise<void> {
  await sleep(1);
}
