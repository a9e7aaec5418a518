import { runDemo } from './run-demo.ts';
import { processTerminal } from '../../client/terminal.ts';

process.exit(await runDemo(processTerminal()));
