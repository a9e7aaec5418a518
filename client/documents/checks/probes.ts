import { formatDuration } from '../../../experiments/definition/duration.ts';
import type { HttpExpectation } from '../../../experiments/definition/http-request.ts';
import type { Complain } from '../complain.ts';
import type { Path } from '../path.ts';
import type { ExperimentCheck } from './check.ts';
import { listedFaults } from './listed-faults.ts';
import { wrongUnit, yieldsValue } from './metrics.ts';

/** `expect` describes an HTTP answer, and `value` a number: only probes that give one can be judged by it. */
export const expectationsFitTheirProbes: ExperimentCheck = ({ slis, steadyState, target, faults }, complain) => {
  for (const [list, probes] of [
    ['steadyState', steadyState],
    ['slis', slis],
  ] as const) {
    probes.forEach((probe, index) => {
      const path = [list, index, 'expect'];
      if (probe.expect === undefined) return;
      if (probe.kind !== 'http')
        complain(path, `describes an HTTP answer, and a ${probe.kind} probe gets none; remove it, or use http`, 'key');
      else checkLatency(probe.expect, path, complain);
    });
  }
  const targets = listedFaults({ faults }).map(({ fault, path }) => ({
    spec: fault.target,
    path: [...path, 'target'],
  }));
  for (const { spec, path } of [{ spec: target, path: ['target'] }, ...targets]) {
    const where = spec?.kind === 'process' ? spec.settings.where : undefined;
    if (where && 'expect' in where) checkLatency(where.expect, [...path, 'process', 'where', 'expect'], complain);
  }
};

export const steadyValuesCanBeMeasured: ExperimentCheck = ({ steadyState }, complain) => {
  steadyState.forEach((check, index) => {
    if (check.value === undefined) return;
    const path = ['steadyState', index, 'value'];
    const wrong = wrongUnit('a value', 'none', check.value);
    if (!yieldsValue(check))
      complain(
        path,
        `compares a value, and this ${check.kind} probe yields none; remove it, or let the probe yield a value`,
        'key',
      );
    else if (wrong !== undefined) complain(path, wrong);
  });
};

export const samplesAreNeverBlindByDesign: ExperimentCheck = ({ slis }, complain, has) => {
  slis.forEach((sli, index) => {
    const path = ['slis', index];
    if (sli.every >= sli.blindAfter) {
      const place = has([...path, 'blindAfter']) ? 'blindAfter' : 'every';
      const [every, blindAfter] = [formatDuration(sli.every), formatDuration(sli.blindAfter)];
      complain(
        [...path, place],
        `a sample every ${every} is blind after ${blindAfter}; expected blindAfter to be longer than every`,
      );
    }
    if (sli.kind !== 'acknowledged-writes') return;
    const { minimumPerSecond = 0, writersPerSecond } = sli.settings;
    if (minimumPerSecond > writersPerSecond) {
      complain(
        [...path, sli.kind, 'minimumPerSecond'],
        `${minimumPerSecond} is more than writersPerSecond (${writersPerSecond}), so the verdict would always be unknown; lower it`,
      );
    }
  });
};

function checkLatency({ latency }: HttpExpectation, path: Path, complain: Complain): void {
  const wrong = latency && wrongUnit('latency', 'ms', latency);
  if (wrong !== undefined) complain([...path, 'latency'], wrong);
}
