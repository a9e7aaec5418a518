import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { built } from '../built.ts';
import { shortened } from '../shortened.ts';
import { startCommand } from '../command.ts';
import type { Contestant } from '../contestant.ts';
import type { ChaosWay, Situation } from '../situation.ts';
import { chaosExperiment, experimentInWords, type SwitchProgram } from './experiment.ts';
import { readJournal } from './journal.ts';
import type { ChaosToolkit } from './install.ts';

const SWITCH: SwitchProgram = [process.execPath, built('compare/switch-command.js')];

export const chaosContestant = (toolkit: ChaosToolkit, way: ChaosWay): Contestant => ({
  tool: 'Chaos Toolkit',
  way: way.name,
  async start({ situation, target, folder, cleanUp }) {
    const experiment = chaosExperiment(situation, way, { url: target.url, program: SWITCH });
    await writeFile(join(folder, 'experiment.json'), JSON.stringify(experiment, null, 2));
    const args = runOptions(situation);
    // Settings and log of its own, so that those of the person at the keyboard play no part.
    const own = ['--no-version-check', '--settings', join(folder, 'settings.yaml')];
    const command = await startCommand(toolkit.path, [...own, ...args], { cwd: folder, env: process.env });
    cleanUp.add(async () => {
      command.send('SIGKILL');
      await command.ended;
    });
    return {
      command,
      options: `\`chaos ${args.join(' ')}\`; ${experimentInWords(experiment)}`,
      strike: (signal) => command.send(signal),
      async finish() {
        const journal = join(folder, 'journal.json');
        const kept = readJournal(existsSync(journal) ? readFileSync(journal, 'utf8') : undefined);
        return { kept, said: lastWords(command.output()) };
      },
    };
  },
});

function runOptions({ watch }: Situation): readonly string[] {
  const continuously = ['--hypothesis-strategy=continuously', '--hypothesis-frequency=0.5'];
  const hypothesis = {
    'before and after': [],
    continuously,
    'continuously, and stop': [...continuously, '--fail-fast'],
  }[watch];
  return ['run', '--rollback-strategy=always', ...hypothesis, '--journal-path=journal.json', 'experiment.json'];
}

/** That the rollbacks are played is what was asked for, and no news. */
const EXPECTED = 'Rollbacks were explicitly requested to be played';

/** The last complaint, and how it ended. Its lines begin with a time and a level: `[2026-01-01 00:00:00 INFO] text`. */
export function lastWords(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .flatMap((line) => {
      const [, level, text] = /^\[\S+ \S+ ([A-Z]+)\] (.+)$/.exec(line) ?? [];
      return level === undefined || text === undefined ? [] : [{ level, text: text.trim() }];
    });
  const complaint = lines.findLast(({ level, text }) => level !== 'INFO' && text !== EXPECTED);
  const end = lines.findLast(({ text }) => text.startsWith('Experiment ended')) ?? lines.at(-1);
  return [...new Set([complaint?.text, end?.text])]
    .filter((text) => text !== undefined)
    .map(shortened)
    .join(' / ');
}
