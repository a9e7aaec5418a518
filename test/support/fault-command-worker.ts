import { createCommands } from '../../activities/adapters/commands.ts';

/** A worker in the middle of a command that tells its own pid and then takes a minute. */
const running = createCommands().run({
  argv: [
    'sh',
    '-c',
    `echo $$ > ${process.argv[2]}/program.new; mv ${process.argv[2]}/program.new ${process.argv[2]}/program; sleep 60`,
  ],
  timeoutMs: 60_000,
});
await running;
