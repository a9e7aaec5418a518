import { alertState } from './prometheus/alert-state.ts';
import { askPrometheus } from './prometheus/ask.ts';
import { expressionOf } from './prometheus/expression.ts';
import { singleValue } from './prometheus/single-value.ts';
import type { PointProbe } from './probe.ts';

/** Never `bad` because the server does not answer: that says nothing about the system it watches. */
export const prometheus: PointProbe<'prometheus'> = {
  kind: 'prometheus',
  async measure(call) {
    const { settings, timeoutMs } = call;
    const { alert, labels } = settings;
    const asked =
      alert === undefined
        ? await askPrometheus('query', { query: expressionOf(settings), timeout: `${timeoutMs}ms` }, call)
        : await askPrometheus('rules', { type: 'alert', 'rule_name[]': alert }, call);
    if ('problem' in asked) return { result: 'unknown', latencyMs: null, value: null, detail: asked.problem };
    const { data, latencyMs } = asked;
    const judged = alert === undefined ? singleValue(data) : { ...alertState(data, alert, labels), value: null };
    return { ...judged, latencyMs };
  },
};
