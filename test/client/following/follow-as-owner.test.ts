import { followAsOwner } from '../../../client/following/follow-as-owner.ts';
import { untilStopped } from '../../../client/following/until-stopped.ts';
import { Output } from '../../../client/output.ts';
import { aFault, anExperimentStatus, anOutcome, aStatus, aVerdict, aView, ID } from '../a-view.ts';
import { aTerminal } from '../a-terminal.ts';
import { ScriptedClient } from './scripted-client.ts';

const aborted = aView({
  closed: 'completed',
  status: aStatus({
    outcome: anOutcome({ verdict: aVerdict({ hypothesis: 'unknown', ended: 'aborted', endedBy: 'ann: Ctrl-C' }) }),
  }),
  experiment: anExperimentStatus({ faults: [aFault({ state: 'off' })] }),
});

function following(isTty = false) {
  const client = new ScriptedClient();
  const terminal = aTerminal({ isTty });
  const concluded = followAsOwner({
    client,
    id: ID,
    output: new Output(terminal, false),
    by: 'ann',
    store: '/store',
  });
  return { client, terminal, concluded };
}

describe('following a game day whose worker ends with us', () => {
  it('aborts at the first Ctrl-C and stays until everything is put back', async () => {
    const { client, terminal, concluded } = following();
    await client.push(aView());
    terminal.ctrlC();
    expect(client.aborts).toEqual([{ by: 'ann', reason: 'Ctrl-C' }]);
    expect(terminal.stdout()).toContain('Aborting: everything is put back first');
    await client.push(aborted);
    expect(await concluded).toMatchObject({ exitCode: 3 });
    expect(terminal.stdout()).toContain('restored:    yes');
    expect(terminal.listeners()).toBe(0);
  });

  it('says at the second what is left, and aborts only once', async () => {
    const { client, terminal, concluded } = following();
    await client.push(aView());
    terminal.ctrlC();
    terminal.ctrlC();
    expect(client.aborts).toHaveLength(1);
    expect(terminal.stdout()).toMatch(
      /The undo is running\. Left:\n.*kill the leader on node n1: ON; it ends by itself at \d\d:\d\d:\d\d/,
    );
    await client.push(aborted);
    await concluded;
  });

  it('gives up at the third, loudly, naming the faults that are on', async () => {
    const { client, terminal, concluded } = following();
    await client.push(aView({ experiment: anExperimentStatus({ faults: [aFault({ expiresAt: undefined })] }) }));
    for (const _ of [1, 2, 3]) terminal.ctrlC();
    expect(await concluded).toMatchObject({ exitCode: 5 });
    expect(terminal.stderr()).toContain(`NOT RESTORED. Left ${ID} with faults on:`);
    expect(terminal.stderr()).toContain('kill the leader on node n1: ON; it does NOT end by itself');
    expect(terminal.stderr()).toContain('To let the game day go on: gameday dev --store /store');
  });

  it('shows the way down the ladder in the live view', async () => {
    const { client, terminal, concluded } = following(true);
    await client.push(aView());
    expect(terminal.stdout()).toContain('Ctrl-C puts everything back and stops.');
    terminal.ctrlC();
    expect(terminal.stdout()).toContain('Ctrl-C again says what is left.');
    terminal.ctrlC();
    expect(terminal.stdout()).toContain('WITHOUT waiting for the undo.');
    await client.push(aborted);
    await concluded;
  });
});

describe('a server that is stopped while game days run on it', () => {
  const listed = { id: ID, name: 'storage', state: 'running', startedAt: 0 };

  function serving(gameDays: readonly (typeof listed)[]) {
    const client = Object.assign(new ScriptedClient(), { list: async () => [...gameDays] });
    const terminal = aTerminal();
    return { client, terminal, exitCode: untilStopped(client, new Output(terminal, false), 'ann') };
  }

  it('stops at once when there is none', async () => {
    const { terminal, exitCode } = serving([]);
    terminal.ctrlC();
    expect(await exitCode).toBe(0);
  });

  it('leaves with 5 at the third Ctrl-C when a fault is still on', async () => {
    const { client, terminal, exitCode } = serving([listed]);
    terminal.ctrlC();
    await client.push(aView());
    expect(client.aborts).toEqual([{ by: 'ann', reason: 'the embedded server was stopped' }]);
    expect(terminal.stderr()).toContain('first 1 game day(s) put everything back');
    terminal.ctrlC();
    expect(terminal.stderr()).toContain('Still on:\n  kill the leader on node n1: ON');
    terminal.ctrlC();
    await client.push(aView());
    expect(await exitCode).toBe(5);
  });
});
