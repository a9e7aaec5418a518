import type { NoFiringAlert } from '../../experiments/definition/guardrails/no-firing-alert.ts';
import type { Rule } from '../probes/prometheus/alert-state.ts';
import { hasAll, rulesIn } from '../probes/prometheus/alert-state.ts';
import { askPrometheus } from '../probes/prometheus/ask.ts';
import type { Guardrail } from './guardrail.ts';
import { type Finding, verdictOf } from './kubernetes/findings.ts';

/** From the rules, not from the alerts: a rule whose evaluation fails never fires, and that must not look like quiet. */
export const noFiringAlert: Guardrail<'no-firing-alert'> = {
  kind: 'no-firing-alert',
  async check({ settings: given, ports }) {
    const name = 'no-firing-alert';
    const settings = ports.secrets.resolve(given);
    const call = { settings, ports, since: 0, timeoutMs: settings.timeout, signal: new AbortController().signal };
    const asked = await askPrometheus('rules', { type: 'alert' }, call);
    if ('problem' in asked) return { name, result: 'unknown', detail: ports.secrets.hide(asked.problem) };
    const rules = rulesIn(asked.data).filter((rule) => isMeant(rule, settings));
    const absent = (settings.only ?? []).filter((one) => !rules.some((rule) => rule.name === one));
    const findings = [...absent.map(isAbsent), ...rules.map((rule) => findingOf(rule, settings.labels ?? {}))];
    const quiet = findings.every(({ result }) => result === 'met');
    if (rules.length > 0 && quiet)
      return { name, result: 'met', detail: `none of ${rules.length} alerting rules is firing` };
    return verdictOf(name, findings, 'there is no alerting rule that could fire');
  },
};

const MEANT_TO_FIRE = ['Watchdog', 'InfoInhibitor'];

const isMeant = ({ name }: Rule, { only, ignore = MEANT_TO_FIRE }: NoFiringAlert): boolean =>
  only === undefined ? !ignore.includes(name) : only.includes(name);

const isAbsent = (name: string): Finding => ({
  result: 'unknown',
  detail: `this Prometheus server has no alerting rule ${name}`,
});

function findingOf({ name, health, lastError, alerts = [] }: Rule, labels: Readonly<Record<string, string>>): Finding {
  const firing = alerts.filter((alert) => alert.state === 'firing' && hasAll(alert.labels ?? {}, labels));
  if (firing.length > 0) {
    const said = firing[0]?.annotations?.['summary'];
    return { result: 'not met', detail: `${name} is firing${said ? `: ${said}` : ''}` };
  }
  if (health === 'ok') return { result: 'met', detail: `${name} is not firing` };
  const why = lastError ?? 'it has not been evaluated yet';
  return { result: 'unknown', detail: `whether ${name} fires is not known: ${why}` };
}
