import { planHash } from '../../../client/documents/plan-hash.ts';
import { experimentText, gameDayText, load, planOf } from './documents.ts';

const hashOf = (text: string, file = 'e.yaml', requestedBy = 'ada') => planOf({ [file]: text }, { requestedBy }).hash;

const dayHash = (steps: string) => {
  const loaded = load({ 'g.yaml': gameDayText({ steps }), 'e.yaml': experimentText() });
  return 'plan' in loaded ? loaded.plan.hash : '';
};

describe('the hash of a plan', () => {
  const text = experimentText({
    slis: '[{ name: s, tcp: { port: 1 }, every: 2s }]',
    limits: '{ maxTargets: 2, maxDuration: 5m }',
  });

  it('is a SHA-256 that anybody can compute again from the plan', () => {
    const plan = planOf({ 'e.yaml': text });
    expect(plan.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(planHash(plan)).toBe(plan.hash);
    expect(planHash(JSON.parse(JSON.stringify(plan)))).toBe(plan.hash);
  });

  it('does not depend on the order of the keys, on comments or on defaults that are written down', () => {
    const reversed = `# the same\n${text.trim().split('\n').toReversed().join('\n')}\nbaseline: 3000ms\n`;
    const inside = text.replace('{ maxTargets: 2, maxDuration: 5m }', '{ maxDuration: 300s, maxTargets: 2 }');
    expect(hashOf(reversed)).toBe(hashOf(text));
    expect(hashOf(inside)).toBe(hashOf(text));
  });

  it('does not depend on who asks, or on where the file is', () => {
    expect(hashOf(text, 'e.yaml', 'bob')).toBe(hashOf(text));
    expect(hashOf(text, '/elsewhere/copy.yaml')).toBe(hashOf(text));
  });

  it('depends on everything that will be done', () => {
    const changes = [
      { hypothesis: 'Other.' },
      { baseline: '4s' },
      { faults: '[{ name: kill, process-kill: { signal: SIGTERM } }]' },
    ];
    const hashes = changes.map((over) => hashOf(experimentText(over)));
    expect(new Set([...hashes, hashOf(experimentText())]).size).toBe(4);
  });

  it('depends on the order of the steps and of the faults', () => {
    expect(dayHash('[{ experiment: e.yaml }, { pause: 1s }]')).not.toBe(
      dayHash('[{ pause: 1s }, { experiment: e.yaml }]'),
    );
  });

  it('is the same on every machine and in every release, because people approve it', () => {
    expect(hashOf(experimentText())).toBe('5d103e0b72415835ca99fd0ebd4f86a76979bbd354097d7efd455bfa42dd8a7f');
  });
});
