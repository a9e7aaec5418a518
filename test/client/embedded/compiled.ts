import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

/** Compiles modules of client/embedded that import nothing of ours, for tests that need our process to be another one. */
export async function compiled(folder: string, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const source = fileURLToPath(new URL(`../../../client/embedded/${name}.ts`, import.meta.url));
    const { code } = await transformFile(source, {
      configFile: false,
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    await writeFile(join(folder, `${name}.mjs`), code);
  }
}
