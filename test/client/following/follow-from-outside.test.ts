import { followFromOutside } from '../../../client/following/follow-from-outside.ts';
import { Output } from '../../../client/output.ts';
import { aFault, anExperimentStatus, anOutcome, aStatus, aVerdict, aView, ID } from '../a-view.ts';
import { aTerminal } from '../a-terminal.ts';
import { ScriptedClient } from './scripted-client.ts';

const over = (change = {}) => aView({ closed: 'completed', status: aStatus({ outcome: anOutcome(change) }) });
const stuck = aView({ experiment: anExperimentStatus({ faults: [aFault({ state: 'stuck' })] }) });

const ESCAPE = '\u001b';

describe('following a game day that a worker elsewhere runs', () => {
  let client: ScriptedClient;
  beforeEach(() => {
    client = new ScriptedClient();
  });

  function following({ isJson = false, isTty = false } = {}) {
    const terminal = aTerminal({ isTty });
    return { terminal, exitCode: followFromOutside(client, ID, new Output(terminal, isJson)) };
  }

  it('logs one line for each change and ends with the verdict', async () => {
    const { terminal, exitCode } = following();
    await client.push(aView(), aView(), over());
    expect(await exitCode).toBe(0);
    const lines = terminal.stdout().split('\n');
    expect(lines[0]).toMatch(/^\+\d.* {2}Step 1 of 2 begins: leader$/);
    expect(lines.filter((line) => line.includes('Phase:'))).toHaveLength(1);
    expect(terminal.stdout()).toContain('\nhypothesis:  held\n');
    expect(terminal.stdout()).not.toContain('\u001b');
  });

  it.each([
    ['held', {}, 0],
    ['broken', { verdict: aVerdict({ hypothesis: 'broken' }) }, 1],
    ['unknown', { verdict: aVerdict({ hypothesis: 'unknown' }) }, 3],
    ['aborted', { verdict: aVerdict({ ended: 'aborted' }) }, 3],
    ['refused', { verdict: aVerdict({ ended: 'refused', hypothesis: 'unknown' }) }, 4],
    ['broken and not restored', { verdict: aVerdict({ hypothesis: 'broken', restored: 'no', residue: ['x'] }) }, 5],
  ])('exits for %s as documented', async (_, change, expected) => {
    const { exitCode } = following();
    await client.push(over(change));
    expect(await exitCode).toBe(expected);
  });

  it('leaves with 130 at Ctrl-C, says that it goes on, and how to follow or abort it', async () => {
    const { terminal, exitCode } = following();
    await client.push(aView());
    terminal.ctrlC();
    terminal.ctrlC();
    expect(await exitCode).toBe(130);
    expect(terminal.stderr()).toContain(`The game day goes on: ${ID}`);
    expect(terminal.stderr()).toContain(`gameday watch ${ID}`);
    expect(terminal.stderr()).toContain(`gameday abort ${ID} --reason TEXT`);
    expect(client.aborts).toEqual([]);
    expect(terminal.listeners()).toBe(0);
  });

  it('leaves with 5 when an undo is stuck, and says whom to call and how to settle it', async () => {
    const { terminal, exitCode } = following();
    await client.push(stuck);
    expect(await exitCode).toBe(5);
    expect(terminal.stderr()).toContain('NOT RESTORED: an undo does not work.');
    expect(terminal.stderr()).toContain(`gameday settle ${ID} --fault`);
  });

  it('does not take a terminated game day for restored while a fault of it is on', async () => {
    const { exitCode } = following();
    const outcome = undefined;
    await client.push(aView({ closed: 'terminated', experiment: anExperimentStatus({ outcome }) }));
    await client.push(aView({ closed: 'terminated', experiment: undefined }));
    expect(await exitCode).toBe(3);
  });

  it('prints nothing but JSON lines on stdout when asked', async () => {
    const { terminal, exitCode } = following({ isJson: true });
    await client.push(aView(), aView({ seenAt: 1 }), aView({ contact: 'no worker' }), over());
    await exitCode;
    const documents = terminal
      .stdout()
      .trim()
      .split('\n')
      .map((line): { type: string } => JSON.parse(line));
    expect(documents.map(({ type }) => type)).toEqual(['view', 'view', 'view', 'ended']);
    expect(documents.at(-1)).toMatchObject({ exitCode: 0, outcome: { id: ID, verdict: { hypothesis: 'held' } } });
  });

  it('redraws one frame for a person, and gives the cursor back', async () => {
    const { terminal, exitCode } = following({ isTty: true });
    await client.push(aView(), aView({ contact: 'no server' }), over());
    await exitCode;
    const text = terminal.stdout();
    expect(text.startsWith('\u001b[?25l')).toBe(true);
    expect(text.replaceAll(ESCAPE, '^')).toMatch(/\^\[\d+A\r\^\[0J/);
    expect(text).toContain('Ctrl-C leaves this view; the game day goes on.');
    expect(text.indexOf('\u001b[?25h')).toBeGreaterThan(text.lastIndexOf('\u001b[0J'));
  });

  it.each([{ CI: '1' }, { NO_COLOR: '1' }, { TERM: 'dumb' }])('does not redraw with %j', async (env) => {
    const terminal = aTerminal({ isTty: true, env });
    const exitCode = followFromOutside(client, ID, new Output(terminal, false));
    await client.push(aView(), over());
    await exitCode;
    expect(terminal.stdout()).not.toContain('\u001b');
  });

  it('keeps the frame within a low terminal', async () => {
    const terminal = aTerminal({ isTty: true, rows: 5 });
    const exitCode = followFromOutside(client, ID, new Output(terminal, false));
    await client.push(aView(), over());
    await exitCode;
    const ups = [
      ...terminal
        .stdout()
        .replaceAll(ESCAPE, '^')
        .matchAll(/\^\[(\d+)A/g),
    ].map(([, lines]) => Number(lines));
    expect(Math.max(...ups)).toBe(4);
  });
});
