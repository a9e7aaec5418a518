import { readdirSync, readFileSync } from 'node:fs';
import type { StoredUndo } from '../../activities/ports.ts';
import type { World } from './world.ts';

/** Resolves when the undo record of this fault is in this state. It looks all the time: the states are short. */
export async function untilRecordSays({ state: folder, over }: World, fault: string, state: string): Promise<void> {
  while (!over.aborted) {
    for (const name of namesIn(folder)) {
      if (name.endsWith(`-${fault}.json`) && stateIn(`${folder}/${name}`) === state) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function stateIn(file: string): string | undefined {
  try {
    const record: StoredUndo = JSON.parse(readFileSync(file, 'utf8'));
    return record.state;
  } catch {
    return undefined;
  }
}
