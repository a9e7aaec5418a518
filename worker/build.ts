import { writeFileSync } from 'node:fs';
import { bundlePath, bundleWorkflows } from './bundle.ts';

const { code } = await bundleWorkflows();
writeFileSync(bundlePath, code);
