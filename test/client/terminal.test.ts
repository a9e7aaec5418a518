import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LOOK = `
  import { Output } from './dist/client/output.js';
  import { canRedraw, processTerminal } from './dist/client/terminal.js';
  const terminal = processTerminal();
  const { colour } = new Output(terminal, false).style;
  console.log(JSON.stringify([terminal.isTty, canRedraw(terminal), colour]));
`;

describe('the terminal of this process', () => {
  it('is none, and has no colours, when stdout is a pipe, also where CI is set, which the library of the colours obeys', () => {
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', LOOK], {
      cwd: fileURLToPath(new URL('../../', import.meta.url)),
      env: { ...process.env, CI: 'true' },
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual([false, false, false]);
  });
});
