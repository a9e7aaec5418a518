import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isClientFailure, messageOf } from '../client/failure.ts';
import { packageFolder } from '../client/package-version.ts';
import { EXIT } from '../experiments/definition/exit-code.ts';
import { onlyOf } from './arguments.ts';
import { CleanUp } from './clean-up.ts';
import { compare } from './compare.ts';
import { markdownOf } from './markdown.ts';
import type { Comparison } from './row.ts';
import { SITUATIONS } from './situations.ts';
import { keptPromise } from './summary.ts';

const cleanUp = new CleanUp();
const say = (line: string): void => void process.stderr.write(`${line}\n`);
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    isStopping = true;
    say('Stopping: everything that was started is put away first.');
    void cleanUp.run().then(() => process.exit(EXIT.interrupted));
  });
}

try {
  const only = onlyOf(process.argv.slice(2), SITUATIONS.length);
  const comparison = await compare(only, cleanUp, say);
  const markdown = markdownOf(comparison);
  if (only === undefined) await keep(comparison, markdown);
  else process.stdout.write(markdown);
  if (!keptPromise(comparison.rows)) say('gameday LEFT A FAULT; see the column "fault left".');
  process.exitCode = keptPromise(comparison.rows) ? 0 : 1;
} catch (error) {
  // What was being played fails when it is put away.
  if (!isStopping) await giveUp(error);
}

async function giveUp(error: unknown): Promise<void> {
  await cleanUp.run();
  say(isClientFailure(error) ? error.message : `Nothing was compared: ${messageOf(error)}`);
  process.exitCode = isClientFailure(error) ? error.exitCode : 1;
}

async function keep(comparison: Comparison, markdown: string): Promise<void> {
  const docs = join(packageFolder(), 'docs');
  await mkdir(docs, { recursive: true });
  await writeFile(join(docs, 'comparison.json'), `${JSON.stringify(comparison, null, 2)}\n`);
  await writeFile(join(docs, 'comparison.md'), markdown);
  say('Written: docs/comparison.md and docs/comparison.json');
}
