import type { Sample } from '../probe.ts';

type Judged = Pick<Sample, 'result' | 'detail'>;

/**
 * From the rules, not from the alerts: a rule that does not exist, or whose evaluation fails, never fires, and that must not
 * look like quiet.
 */
export function alertState(data: unknown, name: string, labels: Readonly<Record<string, string>> = {}): Judged {
  const rules = rulesIn(data).filter((rule) => rule.name === name);
  if (rules.length === 0) return { result: 'unknown', detail: `this Prometheus server has no alerting rule ${name}` };
  const firing = rules.flatMap(({ alerts = [] }) => alerts).filter((alert) => alert.state === 'firing');
  const meant = firing.filter((alert) => hasAll(alert.labels ?? {}, labels));
  if (meant.length > 0) return { result: 'bad', detail: `${name} is firing${summaryOf(meant)}` };
  const unhealthy = rules.find(({ health }) => health !== 'ok');
  if (unhealthy) {
    const why = unhealthy.lastError ?? 'it has not been evaluated yet';
    return { result: 'unknown', detail: `whether ${name} fires is not known: ${why}` };
  }
  if (firing.length > 0) return { result: 'good', detail: `${name} fires, but not with these labels` };
  return { result: 'good', detail: `${name} is ${rules.map(quietState).join(', ')}` };
}

/** The server reads the state of a rule before its alerts; where they differ, the last one has just ended. */
const quietState = ({ state = 'inactive' }: Rule): string => (state === 'firing' ? 'inactive' : state);

/** https://prometheus.io/docs/prometheus/latest/querying/api/#rules */
export interface Rule {
  readonly name: string;
  readonly state?: string;
  readonly health?: string;
  readonly lastError?: string;
  readonly alerts?: readonly Alert[];
}

interface Alert {
  readonly state?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export function rulesIn(data: unknown): readonly Rule[] {
  return listAt(data, 'groups')
    .flatMap((group) => listAt(group, 'rules'))
    .filter((rule): rule is Rule => typeof rule === 'object' && rule !== null && 'name' in rule && 'alerts' in rule);
}

function listAt(of: unknown, key: string): readonly unknown[] {
  const list: unknown = typeof of === 'object' && of !== null ? Reflect.get(of, key) : undefined;
  return Array.isArray(list) ? list : [];
}

export const hasAll = (given: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([key, value]) => given[key] === value);

function summaryOf(alerts: readonly Alert[]): string {
  const [{ annotations = {} } = {}] = alerts;
  const said = annotations['summary'] ?? annotations['description'];
  return `${alerts.length > 1 ? ` ${alerts.length} times` : ''}${said ? `: ${said}` : ''}`;
}
