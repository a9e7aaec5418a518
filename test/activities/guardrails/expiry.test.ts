import { expiry } from '../../../activities/guardrails/expiry.ts';
import type { Intent } from '../../../activities/guardrails/guardrail.ts';
import { ownGuardrails } from '../../../experiments/definition/own-guardrails.ts';
import { anExperiment, breakingFault } from '../../support/an-experiment.ts';
import { anIntent, guardrailPorts } from './guardrail-ports.ts';

const URL = 'http://127.0.0.1:1';
const endless = breakingFault(URL);
const expiring = breakingFault(URL, {
  settings: { path: '/switch', method: 'PUT', on: { broken: true }, expiresAtField: 'until' },
});
const check = (faults: Intent['faults']) =>
  expiry.check({ settings: {}, intent: anIntent({ faults }), ports: guardrailPorts() });

const kinds = (change: Parameters<typeof anExperiment>[1]) =>
  ownGuardrails(anExperiment(URL, change)).map(({ kind }) => kind);

describe('expiry', () => {
  it('lets through faults that end by themselves', async () => {
    expect(await check([expiring])).toEqual({ name: 'expiry', result: 'met', detail: '1 fault ends by itself' });
  });

  it('names every fault that does not, and what to do', async () => {
    expect(await check([expiring, endless])).toEqual({
      name: 'expiry',
      result: 'not met',
      detail:
        'break the health check (http-toggle): what ends it is nothing: the application keeps the fault on until somebody ' +
        'switches it off. Give it an expiry, or write `allowNoExpiry: true` in the experiment',
    });
  });
});

describe('the guardrails of an experiment itself', () => {
  it.each(['production', 'prod', 'Production'])('demand an expiry in %s', (environment) => {
    expect(kinds({ environment })).toEqual(['blast-radius', 'expiry']);
  });

  it('do not, where the experiment allows it or elsewhere', () => {
    expect(kinds({ environment: 'production', allowNoExpiry: true })).toEqual(['blast-radius']);
    expect(kinds({ environment: 'pre-production' })).toEqual(['blast-radius']);
  });
});
