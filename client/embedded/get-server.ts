import { messageOf } from '../failure.ts';
import { findServerBinary } from './find-server.ts';

/** `npm run server`: finds, downloads or builds the Temporal dev server, so that nothing waits for it later. */
try {
  await findServerBinary({ env: process.env, say: (line) => void process.stdout.write(`${line}\n`) });
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}
