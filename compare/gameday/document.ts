import { stringify } from 'yaml';
import type { Situation } from '../situation.ts';

/** The same fault on the same target, as gameday writes it. */
export function gameDayDocument(
  { title, holdMs, fault, watch }: Situation,
  { url, program }: { readonly url: string; readonly program: readonly string[] },
): string {
  const get = `${url}/healthz`;
  const stop = watch === 'continuously, and stop' ? { abortIf: { errorRatio: '> 0.5', for: '0s' } } : {};
  return stringify({
    apiVersion: 'gameday/v1',
    kind: 'Experiment',
    name: 'comparison',
    hypothesis: title,
    target: { application: { url } },
    steadyState: [{ name: 'healthy', http: { get }, expect: { status: 200 }, timeout: '2s' }],
    ...(watch === 'before and after'
      ? {}
      : {
          slis: [
            {
              name: 'health',
              http: { get },
              expect: { status: 200 },
              every: '500ms',
              objective: { availability: '>= 90%' },
              ...stop,
            },
          ],
        }),
    baseline: '0s',
    faults: [{ name: 'switch', ...faultOf(fault, program, url), hold: `${holdMs / 1_000}s` }],
    recovery: { within: '10s', settle: '0s' },
  });
}

function faultOf(fault: Situation['fault'], program: readonly string[], url: string): object {
  if (fault === 'http') return { 'http-toggle': { path: '/switch', on: { on: true } } };
  const command = (...rest: readonly string[]) => [...program, url, ...rest];
  return {
    command: {
      inject: command('on', '3'),
      undo: command('off'),
      verify: command('is-off'),
    },
  };
}

/** For the reader: which of the options that matter were used. */
export function documentInWords({ fault, holdMs, watch }: Situation): string {
  const kind = fault === 'http' ? '`http-toggle`' : '`command` (inject, undo, verify)';
  const sli = {
    'before and after': 'no SLI',
    continuously: 'SLI every 500ms with an objective',
    'continuously, and stop': 'SLI every 500ms with an objective and `abortIf`',
  }[watch];
  return `\`gameday run situation.yaml --wait\`; fault ${kind}, hold: ${holdMs / 1_000}s, ${sli}`;
}
