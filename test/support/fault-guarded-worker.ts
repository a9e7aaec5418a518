import { createGuards } from '../../activities/adapters/guards.ts';

/** A worker that arms a guard, prints which process that is, and lives on until it is killed. */
const [directory = '', faultId = '', inMs = '', ...argv] = process.argv.slice(2);
const guard = await createGuards({ directory }).arm({ faultId, deadline: Date.now() + Number(inMs), argv });
process.stdout.write(`${JSON.stringify(guard)}\n`);
process.stdin.resume();
