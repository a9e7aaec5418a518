#!/usr/bin/env node
import { runCommandLine } from './run-command-line.ts';
import { processTerminal } from './terminal.ts';

// `gameday list | head`: the reader has seen enough.
process.stdout.on('error', () => process.exit(0));
process.exit(await runCommandLine(process.argv.slice(2), processTerminal()));
