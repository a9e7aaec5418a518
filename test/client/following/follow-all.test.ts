import { followBack } from '../../../client/following/follow-all.ts';
import { Output } from '../../../client/output.ts';
import { aTerminal } from '../a-terminal.ts';
import { aFault, anExperimentStatus, anOutcome, aStatus, aVerdict, aView, ID } from '../a-view.ts';
import { ScriptedClient } from './scripted-client.ts';

function following() {
  const terminal = aTerminal();
  const client = new ScriptedClient();
  const leaving = new AbortController();
  const ended = followBack(client, ID, new Output(terminal, false), leaving.signal);
  return { terminal, client, leaving, ended };
}
const over = (restored: 'yes' | 'no') =>
  aView({ closed: 'completed', status: aStatus({ outcome: anOutcome({ verdict: aVerdict({ restored }) }) }) });

describe('following a game day that was stopped', () => {
  it.each([
    ['yes', 'restored: yes'],
    ['no', 'restored: NO'],
  ] as const)('says %s when it is over', async (restored, line) => {
    const { terminal, client, ended } = following();
    await client.push(aView(), over(restored));
    expect(await ended).toEqual({ id: ID, restored });
    expect(terminal.stdout()).toBe(`${ID}  ${line}\n`);
  });

  it('says that it is still undoing, and whom to call, when an undo does not work', async () => {
    const { terminal, client, ended } = following();
    await client.push(aView({ experiment: anExperimentStatus({ faults: [aFault({ state: 'stuck' })] }) }));
    expect(await ended).toEqual({ id: ID, restored: 'still undoing' });
    expect(terminal.stdout()).toBe(`${ID}  restored: still undoing\n`);
    expect(terminal.stderr()).toContain('NOT RESTORED: an undo does not work.');
  });

  it('says once that no worker answers, and what works without one', async () => {
    const { terminal, client, ended } = following();
    const alone = aView({ contact: 'no worker' });
    await client.push(alone, alone, aView(), over('yes'));
    await ended;
    expect(terminal.stderr()).toBe(
      `No worker answers for ${ID}. It puts everything back as soon as one is there: gameday worker. ` +
        'Without any: gameday sweep --all on every worker host, and gameday sweep --kubernetes --all for faults in a cluster.\n',
    );
  });

  it('does not know when it is left', async () => {
    const { client, leaving, ended } = following();
    await client.push(aView());
    leaving.abort();
    expect(await ended).toEqual({ id: ID, restored: 'not seen' });
  });
});
