import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** Where `npm run build` puts the workflow code; beside this module once it is built. */
export const bundlePath = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url));

// .ts in the source tree, .js in dist: the extension of this very module tells which.
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const workflowsPath = fileURLToPath(new URL(`../workflows/index.${extension}`, import.meta.url));

export const bundleWorkflows = (): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath,
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
  });

/** Prebuilt, so that no bundler runs when a worker starts. */
export function prebuiltBundle(): { readonly codePath: string } {
  if (!existsSync(bundlePath)) throw new Error(`The workflow bundle ${bundlePath} is not there. Run: npm run build`);
  return { codePath: bundlePath };
}
