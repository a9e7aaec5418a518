import { type WorkflowExecutionInfo, WorkflowNotFoundError } from '@temporalio/client';
import { abortRunning } from '../../../client/safety-switch/abort-running.ts';
import type { TemporalClient } from '../../../client/safety-switch/read-switch.ts';

type Reaction = 'takes it' | 'has ended' | 'takes no signal' | 'takes nothing';

function serverWith(gameDays: Readonly<Record<string, Reaction>>) {
  const seen: string[] = [];
  const answer = (id: string, what: string, refused: readonly Reaction[]) => {
    const reaction = gameDays[id]!;
    seen.push(`${what} ${id}`);
    if (reaction === 'has ended')
      throw new WorkflowNotFoundError('workflow execution already completed', id, undefined);
    if (refused.includes(reaction)) throw new Error(`${what} limit exceeded`);
  };
  const client = {
    connection: { withDeadline: (_: number, work: () => Promise<unknown>) => work() },
    workflow: {
      list: async function* list() {
        for (const workflowId of Object.keys(gameDays)) yield { workflowId } as WorkflowExecutionInfo;
      },
      getHandle: (id: string) => ({
        signal: async () => answer(id, 'signal', ['takes no signal', 'takes nothing']),
        cancel: async () => answer(id, 'cancel', ['takes nothing']),
      }),
    },
  } as unknown as TemporalClient;
  return { client, seen };
}

describe('stopping what runs', () => {
  it('cancels what takes no signal, and says what took neither', async () => {
    const { client } = serverWith({ a: 'takes it', b: 'has ended', c: 'takes no signal', d: 'takes nothing' });
    expect(await abortRunning(client, { by: 'ann', reason: 'x' })).toEqual([
      { id: 'a', how: 'aborted' },
      { id: 'b', how: 'ended already' },
      { id: 'c', how: 'cancelled' },
      { id: 'd', how: 'not told', problem: 'cancel limit exceeded' },
    ]);
  });

  it('leaves alone what is known', async () => {
    const { client, seen } = serverWith({ a: 'takes it', b: 'takes it' });
    expect(await abortRunning(client, { by: 'ann', reason: 'x' }, new Set(['a']))).toEqual([
      { id: 'b', how: 'aborted' },
    ]);
    expect(seen).toEqual(['signal b']);
  });

  it('tells hundreds', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 230 }, (_, nth): [string, Reaction] => [`g${nth}`, 'takes it']),
    );
    expect(await abortRunning(serverWith(many).client, { by: 'ann', reason: 'x' })).toHaveLength(230);
  });
});
