import type { IstioHttpFault } from '../../../experiments/definition/faults/istio-http-fault.ts';
import { failure, FailureType } from '../../failures.ts';
import { isMapping, type Mapping } from '../../kubernetes/json.ts';

/** As Istio writes durations. */
const seconds = (ms: number): string => `${ms / 1_000}s`;

/** The `fault` of an http route. */
export function faultOf({ delay, abort }: IstioHttpFault): Mapping {
  return {
    ...(delay && { delay: { percentage: { value: delay.percentage }, fixedDelay: seconds(delay.for) } }),
    ...(abort && { abort: { percentage: { value: abort.percentage }, httpStatus: abort.status } }),
  };
}

/**
 * The http routes with the fault on those that are meant. For some headers only: each one gets a copy in front of it that
 * matches less, because the first route that matches is taken.
 */
export function withFault(label: string, http: unknown, settings: IstioHttpFault): readonly Mapping[] {
  const routes = Array.isArray(http) ? http.filter(isMapping) : [];
  const meant = routes.filter((route) => isMeant(route, settings));
  if (meant.length === 0) throw nothingMeant(label, routes, settings);
  for (const route of meant) refuseIfFaulty(label, route);
  const { headers } = settings;
  const fault = faultOf(settings);
  return routes.flatMap((route) => {
    if (!meant.includes(route)) return [route];
    if (headers === undefined) return [{ ...route, fault }];
    return [{ ...route, ...nameOfCopy(route), match: narrowed(label, route, headers), fault }, route];
  });
}

/** Only what is sent on to a service: Istio takes no fault beside a redirect, an answer of its own, or a delegate. */
const isMeant = (route: Mapping, { route: name }: IstioHttpFault): boolean =>
  Array.isArray(route['route']) && (name === undefined || route['name'] === name);

/** Names are to be unique. */
const nameOfCopy = ({ name }: Mapping) => (typeof name === 'string' ? { name: `${name}-gameday` } : {});

/** Each of the conditions, and the headers too. */
function narrowed(
  label: string,
  { match }: Mapping,
  headers: NonNullable<IstioHttpFault['headers']>,
): readonly Mapping[] {
  const wanted = headersOf(headers);
  const conditions = Array.isArray(match) && match.length > 0 ? match.filter(isMapping) : [{}];
  return conditions.map((condition: Mapping) => {
    const own: Mapping = isMapping(condition['headers']) ? condition['headers'] : {};
    const twice = Object.keys(wanted).find((name) => name in own);
    if (twice === undefined) return { ...condition, headers: { ...own, ...wanted } };
    throw failure(
      FailureType.unsupported,
      `${label} was not changed: one of its routes matches on the header "${twice}" already, and a header can be compared once only. Choose another header, or a route without it.`,
    );
  });
}

/** Header names are compared in lower case by Istio. */
export function headersOf(headers: NonNullable<IstioHttpFault['headers']>): Mapping {
  const entries = Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, how]) => [name.toLowerCase(), typeof how === 'string' ? { exact: how } : how]),
  );
}

function refuseIfFaulty(label: string, route: Mapping): void {
  if (route['fault'] === undefined) return;
  const which = typeof route['name'] === 'string' ? `route "${route['name']}"` : 'one of its routes';
  throw failure(
    FailureType.changedByOthers,
    `${label} was not changed: ${which} has a fault already, which could not be told from this one. Take it away first.`,
  );
}

function nothingMeant(label: string, routes: readonly Mapping[], { route: name }: IstioHttpFault) {
  const names = routes.map((route) => route['name']).filter((one) => typeof one === 'string');
  const known = names.length === 0 ? 'none of its http routes has a name' : `it has ${names.join(', ')}`;
  const why =
    name === undefined
      ? 'it has no http route to a destination'
      : `there is no http route "${name}" to a destination; ${known}`;
  return failure(
    FailureType.unsupported,
    `${label} was not changed: ${why}. Only what is sent on to a service can have a fault.`,
  );
}
